import { Controller, Get, Header, Headers } from '@nestjs/common';

import { ApiExcludeController } from '../documented.js';
import { Open } from '../rights.js';
import { knownProblems } from './problem.js';

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);

/** What each refusal means and what to do about it. */
@ApiExcludeController()
@Controller('problems')
export class ProblemsController {
  @Open()
  @Header('Vary', 'Accept')
  @Get()
  show(@Headers('accept') accept = ''): unknown {
    return accept.includes('text/html') ? page() : { problems: knownProblems() };
  }
}

function page(): string {
  const rows = knownProblems().map(
    ({ code, status, title, whatToDo }) =>
      `<tr id="${escaped(code)}"><td><code>${escaped(code)}</code></td><td>${status}</td><td>${escaped(title)}</td><td>${escaped(whatToDo)}</td></tr>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Problems</title>
<style>body{font:16px/1.5 system-ui;max-width:72rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #ddd;padding:.4rem .6rem;text-align:left;vertical-align:top}tr:target{background:#fff6d6}</style>
<h1>Problems</h1><p>Every refusal has a code that never changes its meaning.</p><table><thead><tr><th>Code</th><th>Status</th><th>What it means</th><th>What to do</th></tr></thead><tbody>${rows.join('\n')}</tbody></table></html>`;
}
