'use strict';
// Exchange the token in the fragment of the URL for the cookie
// and the key; the key is of this port alone.
(async () => {
  const token = location.hash.slice(1);
  history.replaceState(null, '', '/');
  try {
    const entered = token && await fetch('/enter', { method: 'POST', body: token });
    if (entered?.ok) localStorage.setItem('zhen.key', await entered.text());
    // A cookie that is there is not sent when another site led here.
    const reply = await fetch('/work', { headers: { 'X-Zhen-Key': localStorage.getItem('zhen.key') ?? '' } });
    if (reply.ok) return location.replace((await reply.json()).store ? '/store' : '/');
  } catch { /* said below */ }
  document.getElementById('say').textContent =
    'This address was used before, or zhen desk has ended. Run zhen desk again. / 此网址已用过，或 zhen desk 已结束。请重新运行 zhen desk。';
})();
