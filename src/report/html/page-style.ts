import { paletteCss } from '../drawing/palette.js'

/**
 * The style sheet of the page. One column of text and figures from 360 px on, each figure in the one of its three layouts
 * that the width has room for; colours are variables with a value for the light and one for the dark.
 */
export const PAGE_CSS = `${paletteCss(':root')}
:root{--lb-page:#f6f8f9;--lb-link:#1b5fa6}
@media (prefers-color-scheme:dark){:root{--lb-page:#0e1318;--lb-link:#8fc1f5}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-behavior:smooth}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--lb-page);color:var(--lb-ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
a{color:var(--lb-link)}
.skip{position:absolute;left:-999em;top:0;padding:.6em 1em;background:var(--lb-paper);z-index:1}
.skip:focus{left:.5em;top:.5em}
:focus-visible{outline:3px solid var(--lb-link);outline-offset:2px}
header,main,footer{max-width:1120px;margin:0 auto;padding:0 16px}
header{padding-top:2.2rem}
.kicker{margin:0;font-size:.82rem;letter-spacing:.08em;text-transform:uppercase;color:var(--lb-quiet)}
h1{margin:.1em 0 .3em;font-size:clamp(1.7rem,1.2rem + 2.6vw,2.9rem);line-height:1.12;letter-spacing:-.015em;overflow-wrap:anywhere}
h2{margin:0 0 .25em;font-size:1.3rem;line-height:1.25;letter-spacing:-.005em}
h3{margin:1.6em 0 .4em;font-size:1.02rem}
p{margin:.3em 0 .9em;max-width:48em}
.lead{font-size:1.08rem}
.tiles+.note{margin-top:.8em}
.note,figcaption{color:var(--lb-quiet);font-size:.9rem}
nav ul{display:flex;flex-wrap:wrap;gap:.3em 1.3em;margin:.9em 0 0;padding:0;list-style:none;font-size:.92rem}
section{margin:1.5rem 0;padding:1.25rem 13px 1.1rem;background:var(--lb-paper);border:1px solid var(--lb-rule);border-radius:10px}
@media (min-width:720px){section{padding:1.5rem 28px 1.3rem}}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin:1.3rem 0 0;padding:0;list-style:none}
.tiles li{padding:.85rem 1rem .9rem;background:var(--lb-paper);border:1px solid var(--lb-rule);border-radius:10px}
.tiles span{display:block}
.tiles .what{color:var(--lb-quiet);font-size:.86rem}
.tiles .value{font-size:clamp(1.2rem,1rem + .8vw,1.42rem);font-weight:650;line-height:1.3;letter-spacing:-.01em}
.tiles .who{display:flex;align-items:center;gap:.45em;overflow-wrap:anywhere}
.key{display:grid;grid-template-columns:repeat(auto-fill,minmax(225px,1fr));gap:.25em 1.4em;margin:.8em 0 1.1em;padding:0;list-style:none;font-size:.93rem}
.key li{display:flex;align-items:center;gap:.55em}
figure{margin:1rem 0 0}
figcaption{margin-top:.5rem;max-width:56em}
.landbridge-drawing{display:block;width:100%;height:auto}
svg.mark{display:inline-block;flex:none;width:21px;height:21px;vertical-align:-5px}
svg.sample{display:inline-block;flex:none;width:66px;height:22px}
.narrow{max-width:430px;margin:0 auto}
.middle,.wide{display:none}
@media (min-width:600px){.narrow{display:none}.middle{display:block}}
@media (min-width:960px){.middle{display:none}.wide{display:block}}
.map svg{border-radius:6px}
.scroll{overflow-x:auto;margin:.6rem 0 0}
table{border-collapse:collapse;width:100%;font-size:.92rem;font-variant-numeric:tabular-nums}
.caption{margin:1.4em 0 0;color:var(--lb-quiet);font-size:.92rem}
h2+.caption{margin-top:.4em}
th,td{padding:.42em .7em;border-bottom:1px solid var(--lb-rule);text-align:right;vertical-align:top;white-space:nowrap;unicode-bidi:isolate}
th:first-child,td:first-child,.text{text-align:left}
thead th{font-weight:600;color:var(--lb-quiet);border-bottom-width:2px}
tbody th{font-weight:500}
tr.sum td,tr.sum th{font-weight:650;border-bottom:0}
td.wrap,th.wrap{white-space:normal;min-width:11em}
details{border-top:1px solid var(--lb-rule);padding:.15em 0}
summary{padding:.5em .2em;cursor:pointer;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:minmax(9em,15em) 1fr;gap:.3em 1.2em;margin:.6em 0}
dt{color:var(--lb-quiet)}
dd{margin:0;overflow-wrap:anywhere}
@media (max-width:599px){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.6em}}
.sources{margin:.3em 0 .8em;padding-left:1.2em;font-size:.92rem}
.sources li{margin:.15em 0;overflow-wrap:anywhere}
footer{padding-bottom:2.5rem;color:var(--lb-quiet);font-size:.88rem}
@media print{body{background:none}section,.tiles li{border-color:var(--lb-rule);break-inside:avoid}nav,.skip{display:none}}
`
