import type { AlarmCode, AlarmDefinition } from '@timpora/exchange';

import type { Page } from './page.js';

export const runbooksFolder = 'docs/runbooks';

const severityWords = {
  notice: { id: 'pemberitahuan: sistem memulihkan diri', en: 'notice: it healed by itself' },
  warning: { id: 'peringatan: periksa hari ini', en: 'warning: look today' },
  serious: { id: 'gawat: periksa sekarang', en: 'serious: look now' },
} as const satisfies Record<AlarmDefinition['severity'], { id: string; en: string }>;

type Alarms = Readonly<Record<AlarmCode, AlarmDefinition>>;

function runbook(code: string, { severity, title, meaning, whatToDo, clearsWhen }: AlarmDefinition): Page {
  const ends = clearsWhen
    ? { id: `ketika ${clearsWhen.id}`, en: `when ${clearsWhen.en}` }
    : { id: 'seminggu setelah kejadian terakhir', en: 'a week after it last happened' };
  return {
    path: `${runbooksFolder}/${code}.md`,
    content: `# ${code}

Log \`alarm.${code}\`, metric \`timpora_alarms_total{code="${code}"}\`, API \`GET /api/exchange/alarms\`.

## ${title.id}

Tingkat: ${severityWords[severity].id}.

**Artinya.** ${meaning.id}

**Yang dilakukan.** ${whatToDo.id}

**Berakhir** ${ends.id}.

## ${title.en}

Severity: ${severityWords[severity].en}.

**What it means.** ${meaning.en}

**What to do.** ${whatToDo.en}

**Ends** ${ends.en}.
`,
  };
}

function index(alarms: Alarms): Page {
  const rows = Object.entries(alarms).map(
    ([code, { severity, title, clearsWhen }]) =>
      `| [${code}](${code}.md) | ${severity} | ${title.id} | ${title.en} | ${clearsWhen === null ? 'after a week' : `when ${clearsWhen.en}`} |`,
  );
  return {
    path: `${runbooksFolder}/README.md`,
    content: `# Alarms

What a service tells its operators by itself, and what to do. Written by \`npm run generate\` from \`libs/exchange/src/alarm-list.ts\`.
\`npm run doctor\` looks at everything around the services and shows the alarms that stand now.

| alarm | severity | judul | title | ends by itself |
| ----- | -------- | ----- | ----- | -------------- |
${rows.join('\n')}
`,
  };
}

/** One page per alarm in Indonesian and English, and the index. */
export const runbooks = (alarms: Alarms): readonly Page[] => [
  index(alarms),
  ...Object.entries(alarms).map(([code, alarm]) => runbook(code, alarm)),
];
