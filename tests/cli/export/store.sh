# SPDX-License-Identifier: Apache-2.0
# Sourced by the cases: a store of three documents, corpus.db.
cat >lamp.zh <<'END'
港口的灯一直亮到天明。
船没有出海。我们在码头上等了一整天。

第二天，风停了。
谢谢大家。
END
cat >lamp.en <<'END'
The lights of the harbour burned until morning.
No boat went out. We waited on the quay all day long.

On the second day the wind dropped.
Thank you all.
END
cat >wind.zh <<'END'
今天的风很大 & 浪很高。
谢谢大家。
她说：“鱼<三斤>不卖。”
END
cat >wind.en <<'END'
The wind is strong & the waves are high today.
Thank you all.
"Fish <three pounds> are not for sale," she said.
END
printf '漁港的燈亮了。\n船回來了嗎？\n還沒有。\n' >dusk.zh
printf 'The lamps of the harbour are lit.\nHave the boats come back?\nNot yet.\n' >dusk.en
printf 'lamp\tlamp.zh\tlamp.en\nwind & <waves>\twind.zh\twind.en\ndusk\tdusk.zh\tdusk.en\n' >list.tsv
SOURCE_DATE_EPOCH=1700000000
export SOURCE_DATE_EPOCH
"$ZHEN" build list.tsv -o corpus.db -q --only-given --duplicate on || exit 9
