import { createHash } from 'node:crypto';

/** The one stylesheet of the desk. Colours have a contrast of at least 4.5 to 1 on their ground (WCAG 2.2, 1.4.3). */
export const stylesheet = `
:root { --ink: #1b2330; --soft: #4c586b; --line: #c9d1dc; --ground: #ffffff; --band: #f2f5f9; --link: #0b4f9c; --mark: #fff4d6; }
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.5 system-ui, "Noto Sans", "Noto Sans CJK SC", sans-serif; color: var(--ink); background: var(--ground); overflow-wrap: anywhere; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { position: static; display: block; padding: .5rem 1rem; }
header, main, footer { max-width: 62rem; margin: 0 auto; padding: .75rem 1rem; }
.band { background: var(--band); border-bottom: 1px solid var(--line); }
header { display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; align-items: center; }
header .agency { font-weight: 600; margin-right: auto; }
header nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; list-style: none; margin: 0; padding: 0; }
header form { margin: 0; }
.reader { color: var(--soft); font-size: .875rem; flex-basis: 100%; margin: 0; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: .75rem 0; }
h2 { font-size: 1.2rem; margin: 1.75rem 0 .5rem; border-bottom: 2px solid var(--line); padding-bottom: .25rem; }
h3 { font-size: 1.05rem; margin: 0; }
.hint { color: var(--soft); margin: .25rem 0 .75rem; max-width: 44rem; }
.code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .875em; }
label, legend { font-weight: 600; }
input[type=search], input[type=text], input[type=date], select, textarea { font: inherit; width: 100%; padding: .5rem; border: 1px solid var(--soft); border-radius: .25rem; background: #fff; color: inherit; }
textarea { font-family: ui-monospace, monospace; font-size: .875rem; }
button { font: inherit; padding: .5rem 1.1rem; border: 1px solid var(--link); border-radius: .25rem; background: var(--link); color: #fff; cursor: pointer; white-space: nowrap; }
button.quiet { background: none; color: var(--link); border: 0; padding: 0; text-decoration: underline; }
.search { display: flex; gap: .5rem; max-width: 44rem; }
form.document { max-width: 34rem; }
fieldset { border: 1px solid var(--line); border-radius: .25rem; margin: 1rem 0; padding: .5rem 1rem; }
.choice { display: flex; gap: .6rem; align-items: baseline; padding: .3rem 0; }
.choice label { font-weight: 400; }
.choice small { color: var(--soft); display: block; }
.notice { background: var(--mark); border-left: .3rem solid #8a6100; padding: .6rem 1rem; margin: 1rem 0; max-width: 48rem; }
.notice p { margin: .25rem 0; }
.found { list-style: none; padding: 0; }
.found li { border: 1px solid var(--line); border-radius: .25rem; padding: .6rem 1rem; margin: .5rem 0; }
.found .name { font-weight: 600; font-size: 1.05rem; }
article { border: 1px solid var(--line); border-radius: .25rem; margin: .75rem 0; padding: .75rem 1rem; break-inside: avoid; }
article.past { background: var(--band); }
article > .head { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; }
.state { border: 1px solid var(--soft); border-radius: 1rem; padding: 0 .6rem; font-size: .875rem; }
h4 { font-size: 1.05rem; margin: 0; }
.state.soon, .state.urgent { background: var(--mark); border-color: #8a6100; font-weight: 600; }
.about { margin: .25rem 0; font-weight: 600; }
.advice { background: var(--mark); padding: .4rem .75rem; margin: .5rem 0; max-width: 48rem; }
section > h3 { margin: 1.25rem 0 .25rem; }
dl { display: grid; grid-template-columns: minmax(11rem, 17rem) 1fr; gap: .2rem 1rem; margin: .5rem 0; }
dt { color: var(--soft); }
dd { margin: 0; }
dd ul { margin: 0; padding-left: 1.1rem; }
.part { margin-right: .75rem; }
.origin { color: var(--soft); font-size: .875rem; margin: .5rem 0 0; }
article > ul.follow-ups { border-left: .3rem solid var(--line); list-style: none; margin: .5rem 0; padding: .1rem .75rem; }
td ul { margin: 0; padding-left: 1.1rem; }
details { margin-top: .5rem; }
summary { cursor: pointer; color: var(--link); }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); }
.scroll { overflow-x: auto; }
footer { color: var(--soft); font-size: .875rem; border-top: 1px solid var(--line); margin-top: 2rem; }
.printed { display: none; }
@media (max-width: 36rem) {
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: .5rem; }
  .search { flex-direction: column; }
  h1 { font-size: 1.35rem; }
}
@media print {
  @page { margin: 14mm 14mm 16mm; @bottom-right { content: counter(page) " / " counter(pages); font-size: 8pt; } }
  html { font-size: 9.5pt; }
  dl { gap: 0 1rem; }
  h2 { margin-top: 1rem; }
  .band, .screen, .skip, footer, nav { display: none; }
  .printed { display: block; border: 1px solid #000; padding: 2mm 3mm; margin: 0 0 4mm; font-size: .9rem; }
  .printed p { margin: 0; }
  main { max-width: none; padding: 0; }
  a { color: inherit; text-decoration: none; }
  h2 { break-after: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; }
  summary { list-style: none; color: inherit; }
}
`;

/** Where the stylesheet is: its address changes with its content, so a browser may keep it for ever. */
export const stylesheetPath = `/style-${createHash('sha256').update(stylesheet).digest('hex').slice(0, 12)}.css`;
