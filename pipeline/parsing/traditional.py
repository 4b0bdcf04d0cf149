"""Read the traditional characters of the words of printed figures as their simplified forms.

The words of the vocabulary are simplified. A report of Hong Kong or Macao prints the same words in
traditional characters: 增長, 約, 個百分點. Each character becomes one character, so that positions stay.
"""

from __future__ import annotations

from typing import Final

_SIMPLIFIED: Final = (
    "与业东两个个临为为义乐买争于亏亚产产亩仅仑仑价众众优会体余修偿兑兰关兹内册冲冲净准减几划"
    "刚别制剂剧务动劲势区升单卖占卢即卷历压厘县叁双发变只台后吨员周围国圆场块坚处复复头学实家"
    "宾对将尔尧层届岁巨币带并床应开张弹强归当录录径总户扩扬折报拟拥挂损换摄数斩无旧时显晋机权"
    "条来构标栋核桩槛欧汇汇没泽测润涨满点热环现电盘码确种积稳笔笼简类累约级纪纳线线终经结统继"
    "续维缓缩罗联致节范萨规计订词话说说调贝财账货贬购贰贴贸资赎趋跃跻车转轮轻载较辆达迁过迈运"
    "还进远连迟逊逾里里针钟钟铢锐锐镑长门闯间阶际陆韩顶顷项顺预领颗额飙马骤麦亿万负"
)

_TRADITIONAL: Final = (
    "與業東兩個箇臨為爲義樂買爭於虧亞產産畝僅侖崙價眾衆優會體餘脩償兌蘭關茲內冊沖衝淨準減幾劃"
    "剛別製劑劇務動勁勢區陞單賣佔盧卽捲歷壓釐縣叄雙發變隻臺後噸員週圍國圓場塊堅處復複頭學實傢"
    "賓對將爾堯層屆歲鉅幣帶並牀應開張彈強歸當錄録徑總戶擴揚摺報擬擁掛損換攝數斬無舊時顯晉機權"
    "條來構標棟覈樁檻歐匯滙沒澤測潤漲滿點熱環現電盤碼確種積穩筆籠簡類纍約級紀納綫線終經結統繼"
    "續維緩縮羅聯緻節範薩規計訂詞話說説調貝財賬貨貶購貳貼貿資贖趨躍躋車轉輪輕載較輛達遷過邁運"
    "還進遠連遲遜踰裏裡針鍾鐘銖銳鋭鎊長門闖間階際陸韓頂頃項順預領顆額飆馬驟麥億萬負"
)

#: Each traditional character that occurs in a word of a figure, and its simplified form.
SIMPLIFIED_FORM: Final = dict(zip(_TRADITIONAL, _SIMPLIFIED, strict=True))
