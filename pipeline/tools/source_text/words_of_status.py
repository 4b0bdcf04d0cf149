"""Define the words by which a sentence states that a figure is not an observation."""

import re
from types import MappingProxyType
from typing import Final

#: For a status, words of which one is before a forecast, or elsewhere near a figure of another status.
STATED: Final = MappingProxyType(
    {
        "forecast": re.compile("预计|预测|预期|有望|将"),
        "target": re.compile("目标|计划|力争|任务|规划|争取"),
        "estimate": re.compile("测算|估算|估计|推算|初步核算"),
        "survey": re.compile("调查|受访|问卷|的(?:居民|用户|消费者|网民)|网民中"),
    }
)
#: Words that an observation does not have before it, in its part of a sentence.
ASSUMED: Final = re.compile(
    "预计|预测|预期|有望|力争|测算|估算|计划[在将到于用]|将[会于在由]?[^,]{0,4}\\Z"
)
#: Words directly behind a figure that is not an observation.
ASSUMED_BEHIND: Final = re.compile("[^,;。]{0,4}作为[^,;。]{0,4}目标")
