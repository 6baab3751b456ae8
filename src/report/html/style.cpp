// The style sheet as one string.
#include "report/html/style.h"

namespace polso {

namespace {

constexpr std::string_view kStyle = R"css(
:root{color-scheme:light dark;--paper:#fbfaf8;--card:#fff;--ink:#1c2026;--soft:#5b6370;--rule:#e4e2dd;
--c0:#c8500a;--c1:#c3c8cf;--c2:#1f6fb5;--l1:#7d8591;--on0:#fff;--on1:#23272e;--on2:#fff;
--warn:#fff4e0;--warn-rule:#e5a23c}
@media (prefers-color-scheme:dark){:root{--paper:#14171c;--card:#1c2027;--ink:#e9ebee;--soft:#a3abb7;--rule:#323842;
--c0:#f08a45;--c1:#4d5563;--c2:#5aa9ea;--l1:#a9b1bd;--on0:#1b0f05;--on1:#f1f3f5;--on2:#06131f;
--warn:#33291a;--warn-rule:#b98a3c}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,
"Noto Sans","DejaVu Sans",sans-serif;font-variant-numeric:tabular-nums}
main{max-width:62rem;margin:0 auto;padding:2.5rem 1.25rem 4rem}
h1{font-size:2rem;line-height:1.2;margin:.25rem 0 .5rem;letter-spacing:-.02em}
h2{font-size:1.3rem;line-height:1.3;margin:0;letter-spacing:-.01em;overflow-wrap:anywhere}
p{margin:.5rem 0}
.mark{display:flex;align-items:center;gap:.5rem;color:var(--soft);font-weight:600;letter-spacing:.02em}
.mark svg{width:34px;height:18px}.mark path{fill:none;stroke:var(--c0);stroke-width:2.2;stroke-linejoin:round}
.when{font-size:1.15rem;color:var(--soft);margin:0}
.facts,.note,caption{color:var(--soft);font-size:.9rem;overflow-wrap:anywhere}
.notice{background:var(--warn);border-left:4px solid var(--warn-rule);border-radius:4px;padding:.7rem 1rem;margin:1rem 0}
section{background:var(--card);border:1px solid var(--rule);border-radius:12px;padding:1.4rem 1.5rem;margin:1.25rem 0}
.row{margin:1.1rem 0 0}
.row:first-of-type{margin-top:.9rem}
.name{display:flex;justify-content:space-between;gap:1rem;margin-bottom:.3rem;align-items:baseline}
.name a{color:inherit;font-weight:600;text-decoration-color:var(--rule);text-underline-offset:3px;overflow-wrap:anywhere}
.name span{color:var(--soft);font-size:.9rem;white-space:nowrap}
.name b{overflow-wrap:anywhere}.name b+span{white-space:normal;text-align:right}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;margin:.6rem 0 .2rem;padding:0;list-style:none;font-size:.9rem}
.legend li{display:flex;align-items:center;gap:.45rem}
.legend svg{width:16px;height:12px;flex:none}
svg{display:block;overflow:visible}
svg text{font-size:13px;fill:var(--ink)}
svg .tick{font-size:12px;fill:var(--soft)}
.bar text{text-anchor:middle;font-weight:600}
.fill0{fill:var(--c0)}.fill1{fill:var(--c1)}.fill2{fill:var(--c2)}
.bar rect{stroke:var(--card);stroke-width:1.5}
.bar text.on0{fill:var(--on0)}.bar text.on1{fill:var(--on1)}.bar text.on2{fill:var(--on2)}
.line0{stroke:var(--c0)}.line1{stroke:var(--l1)}.line2{stroke:var(--c2)}
.bar line,.legend line{stroke-width:1.75}
.people{fill:var(--ink);stroke:var(--card);stroke-width:1.5}
.course,.volume{padding:0 .25rem 0 3.1rem}
.course{padding-top:12px}.volume{margin:14px 0 4px}
.grid{stroke:var(--rule);stroke-width:1}
polyline{fill:none;stroke-width:2.2;vector-effect:non-scaling-stroke;stroke-linejoin:round;stroke-linecap:round}
polyline.lonely{opacity:.45;stroke-width:3}polyline.line1:not(.lonely){stroke-dasharray:5 4}
.band0{fill:var(--c0)}.band1{fill:var(--l1)}.band2{fill:var(--c2)}
polygon{opacity:.17}
.dot0{fill:var(--c0)}.dot1{fill:var(--l1)}.dot2{fill:var(--c2)}
circle{stroke:var(--card);stroke-width:1.25}
.posts{fill:var(--c1)}
.hit{fill:transparent}.hit:hover{fill:var(--ink);fill-opacity:.06}
details{margin-top:.9rem}
summary{cursor:pointer;color:var(--soft);font-size:.9rem;padding:.25rem 0}
.scroll{overflow-x:auto;margin-top:.4rem}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{padding:.35rem .6rem;text-align:right;border-bottom:1px solid var(--rule);white-space:nowrap}
th:first-child,td:first-child{text-align:left;padding-left:0}
th{font-weight:600}
td small{color:var(--soft);margin-left:.35rem}
ul.plain{padding-left:1.1rem;margin:.4rem 0}
ul.plain li{margin:.3rem 0}
h2+p{margin-top:.4rem}
@media (max-width:640px){main{padding:1.25rem .75rem 3rem}section{padding:1.1rem .9rem;border-radius:10px}
h1{font-size:1.6rem}.tick.wide{display:none}.when{font-size:1.05rem}}
@media print{:root{--paper:#fff;--card:#fff;--ink:#000;--soft:#444;--rule:#ccc;--c0:#c8500a;--c1:#c3c8cf;--c2:#1f6fb5;
--l1:#7d8591;--on0:#fff;--on1:#23272e;--on2:#fff;--warn:#fff4e0}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{font-size:11pt}main{max-width:none;padding:0}section{break-inside:avoid;border-color:#ccc}details{display:none}
.row{break-inside:avoid}}
)css";

}  // namespace

std::string_view style_sheet() { return kStyle; }

}  // namespace polso
