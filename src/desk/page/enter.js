'use strict';
// Exchange the token in the fragment of the URL for the cookie
// and the key; the key is of this port alone.
(async () => {
  const token = location.hash.slice(1);
  history.replaceState(null, '', '/');
  try {
    const reply = token && await fetch('/enter', { method: 'POST', body: token });
    if (reply?.ok) localStorage.setItem('zhen.key', await reply.text());
    // A cookie that is there is not sent when another site led here.
    const works = await fetch('/work', { headers: { 'X-Zhen-Key': localStorage.getItem('zhen.key') ?? '' } });
    if (works.ok) return location.replace((await works.json()).store ? '/store' : '/');
  } catch { /* said below */ }
  document.getElementById('say').textContent =
    'This address was used before, or zhen desk has ended. Run zhen desk again. / 此网址已用过，或 zhen desk 已结束。请重新运行 zhen desk。';
})();
