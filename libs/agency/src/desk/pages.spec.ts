import 'reflect-metadata';

import { knownProblems } from '@timpora/access';
import { agencies, catalogue, mayHold, purposesOf, unnamed, type AnyFact, type Member } from '@timpora/contracts';

import type { ShownFact, ShownVersion } from '../reading/facts.sql.js';
import type { FoundResident } from '../reading/residents.sql.js';
import type { AlertOnDesk } from './alerts.js';
import type { Desk } from './desk.js';
import { findPage } from './find-page.js';
import { framed } from './frame.js';
import { lookUpPage } from './look-up-page.js';
import { refusedPage, toldCodes } from './refused-page.js';
import { residentPage, type ResidentOnPage } from './resident-page.js';
import { signInPage } from './sign-in-page.js';
import { startPage } from './start-page.js';
import './problems.js';
import '../identity/problems.js';
import '../reading/problems.js';

const subjectRef = '019afb00-0000-7000-8000-000000000001';

const aDesk = (change: Partial<Desk> = {}): Desk => ({
  member: 'imigrasi',
  catalogue,
  language: 'id',
  isAsked: false,
  holdsNames: true,
  reader: { subject: 'siti@office', purpose: 'P1-SUPERVISION' },
  here: '/desk',
  now: '2026-11-02T03:04:05.000Z',
  today: '2026-11-02',
  ...change,
});

const aFact = (fact: AnyFact, change: Partial<ShownFact> = {}): ShownFact => ({
  issuer: fact.owner === 'every-member' ? 'polres' : fact.owner,
  kind: fact.kind,
  factId: '019afb00-0000-7000-8000-000000000101',
  version: '1',
  change: 'stated',
  event: catalogue.events.find((event) => event.fact === fact)?.type ?? '',
  eventId: '019afb00-0000-7000-8000-000000000201',
  subjectRef,
  reason: null,
  occurredAt: new Date('2026-10-01T02:00:00Z'),
  recordedAt: new Date('2026-10-01T02:00:00Z'),
  knownAt: new Date('2026-10-01T02:00:01Z'),
  body: fact.example as Record<string, unknown>,
  ...change,
});

const factOf = (kind: string): AnyFact => {
  const fact = catalogue.factByKind.get(kind);
  if (!fact) throw new Error(`no kind ${kind}`);
  return fact;
};

const aResident = (change: Partial<ResidentOnPage> = {}): ResidentOnPage => ({
  ...{ subjectRef, facts: [], histories: new Map(), takenBack: [], heard: new Map(), followUps: [], advice: new Map() },
  ...change,
});

const shown = (resident: ResidentOnPage, desk = aDesk()): string => framed(desk, residentPage(desk, resident)).replace(/\s+/g, ' ');

/** The words of a page, without markup. */
const wordsOf = (page: string): string =>
  page
    .replace(/<style.*?<\/style>|<[^>]*>/gs, ' ')
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, ' ');

describe('the page about a resident', () => {
  it('says in words what each fact says, where it is from and since when it is known', () => {
    const words = wordsOf(shown(aResident({ facts: [aFact(factOf('stay-permit'))] })));
    expect(words).toContain('Izin tinggal Berlaku');
    expect(words).toContain('Jenis izin Terbatas (ITAS)');
    expect(words).toContain('Boleh bekerja Ya, dengan pengesahan RPTKA');
    expect(words).toContain('Berlaku sampai 1 Februari 2027');
    expect(words).toContain(
      'Sumber: Imigrasi · Izin diterbitkan, 1 Oktober 2026 09.00 WIB · Versi 1 · Diketahui di sini sejak 1 Oktober 2026 09.00 WIB',
    );
  });

  it('begins with the open alerts, each of which leads to its place, and shows no key of a machine', () => {
    const alert = aFact(factOf('alert'), { factId: '019afb00-0000-7000-8000-000000000109' });
    const page = shown(aResident({ facts: [aFact(factOf('stay-permit')), alert, aFact(factOf('identity-key'))] }));
    expect(wordsOf(page)).toMatch(/Ctrl\+P\)\. ?Peringatan terbuka \(1\) SKTT pertama belum ada Identitas dan pendaftaran/);
    const [, place = ''] = /href="#([^"]+)"/.exec(page.slice(page.indexOf('class="notice"'))) ?? [];
    expect(page).toContain(`<h3 id="${place}">`);
    expect(page).not.toMatch(/match-1|Kunci rahasia/);
    expect(shown(aResident({ facts: [aFact(factOf('stay-permit'))] }))).not.toContain('class="notice"');
  });

  it('says it in English', () => {
    const facts = [aFact(factOf('employment')), aFact(factOf('residence'))];
    const words = wordsOf(shown(aResident({ facts }), aDesk({ language: 'en' })));
    expect(words).toContain('Employment Active');
    expect(words).toContain('Organisation NIB 0000000000001');
    expect(words).toContain('Position Engineer');
    expect(words).toContain('Districts of work Kramatwatu (36.04.05), Cibeber, Kota Cilegon (36.72.01)');
    expect(words).toContain('Work plan (RPTKA) Approved work plan (RPTKA)');
    expect(words).toContain('Residence Lives here');
    expect(words).toContain('SKTT valid until 1 February 2027');
  });

  it('names the resident where the agency may know a name, and nobody otherwise', () => {
    expect(shown(aResident({ facts: [aFact(factOf('resident'))] }))).toContain('<h1>Kim Haneul</h1>');
    const kesbangpol = aDesk({ member: 'kesbangpol' });
    expect(shown(aResident({ facts: [aFact(factOf('residence'))] }), kesbangpol)).toContain('<h1>Penduduk …000001</h1>');
  });

  it('says of exempt residents that they need no sponsor, never that one is missing', () => {
    const body = { ...(factOf('stay-permit').example as object), sponsorBasis: 'EXEMPT' };
    expect(wordsOf(shown(aResident({ facts: [aFact(factOf('stay-permit'), { body })] })))).toContain('Penjamin Tidak perlu penjamin');
  });

  it('shows what its owner says beyond the contract that this agency has', () => {
    const body = { ...(factOf('stay-permit').example as object), newField: { deep: ['<b>', 1, true, null] } };
    expect(shown(aResident({ facts: [aFact(factOf('stay-permit'), { body })] }))).toContain('<dt>New field</dt>');
    expect(shown(aResident({ facts: [aFact(factOf('stay-permit'), { body })] }))).toContain('&lt;b&gt;');
  });

  it('puts what holds before what is over, and marks it', () => {
    const facts = [
      aFact(factOf('stay-permit'), {
        factId: `${subjectRef.slice(0, -1)}8`,
        body: { state: 'EXPIRED' },
        recordedAt: new Date('2026-10-03'),
      }),
      aFact(factOf('stay-permit'), { factId: `${subjectRef.slice(0, -1)}9`, body: { state: 'VALID' }, recordedAt: new Date('2026-10-02') }),
    ];
    const articles = [...shown(aResident({ facts })).matchAll(/<article class="(\w+)" aria-labelledby="fact-imigrasi-[0-9a-f-]*(.)"/g)];
    expect(articles.map(([, time, digit]) => [digit, time])).toEqual([
      ['9', 'present'],
      ['8', 'past'],
    ]);
  });

  it('shows what each version of an own fact changed', () => {
    const fact = aFact(factOf('stay-permit'), { version: '3' });
    const version = (number: number, body: object, change = 'stated'): ShownVersion => ({
      ...{
        version: String(number),
        change,
        event: 'permit-extended.v1',
        occurredAt: '2026-10-01T02:00:00.000Z',
        recordedAt: '2026-10-01T02:00:00.000Z',
      },
      ...{ sealedAt: null, topic: 'permit-extended', sequence: null, body: { ...(fact.body ?? {}), ...body } },
    });
    const versions = [
      version(1, {}),
      version(2, { validTo: '2028-02-01', lastExtendedOn: '2026-10-01' }),
      version(3, { validTo: '2028-02-01', lastExtendedOn: '2026-10-01' }, 'corrected'),
    ];
    const words = wordsOf(shown(aResident({ facts: [fact], histories: new Map([[fact.factId, versions]]) })));
    expect(words).toContain('Riwayat (3)');
    expect(words).toMatch(/3 Izin diperpanjang 1 Oktober 2026 09.00 WIB · Perbaikan: versi sebelumnya keliru Isinya tidak berubah/);
    expect(words).toMatch(/Berlaku sampai: 1 Februari 2027 → 1 Februari 2028/);
    expect(words).toMatch(/Terakhir diperpanjang: kosong → 1 Oktober 2026/);
    expect(words).toMatch(/1 Izin diperpanjang 1 Oktober 2026 09.00 WIB Pertama dinyatakan/);
  });

  it('says what was taken back and why', () => {
    const takenBack = [
      {
        issuer: 'dukcapil',
        kind: 'residence',
        factId: subjectRef,
        reason: 'WRONG_PERSON',
        recordedAt: new Date('2026-10-01T02:00:00Z'),
        knownAt: new Date(),
      },
    ];
    const words = wordsOf(shown(aResident({ takenBack })));
    expect(words).toContain('Ditarik kembali Tempat tinggal (Dukcapil), 1 Oktober 2026 09.00 WIB. Alasan: Salah orang');
  });

  it('says what was asked about a fact and what was found', () => {
    const fact = aFact(factOf('residence'));
    const query = aFact(factOf('record-query'), {
      factId: 'query',
      issuer: 'polres',
      body: { ...(factOf('record-query').example as object), about: { factId: fact.factId } },
    });
    const review = aFact(factOf('review'), {
      factId: 'review',
      issuer: 'dukcapil',
      body: { ...(factOf('review').example as object), about: { factId: 'query' } },
    });
    const other = aFact(factOf('review'), {
      factId: 'other',
      issuer: 'dukcapil',
      body: { ...(factOf('review').example as object), about: { factId: 'elsewhere' } },
    });
    const words = wordsOf(shown(aResident({ facts: [fact], followUps: [query, review, other] })));
    expect(words).toContain('Pertanyaan tentang data: Tampaknya keliru (Desa). Polres → Dukcapil, dijawab paling lambat 18 Juni 2026');
    expect(words.split('Hasil tinjauan: Sudah diperbaiki. Dukcapil, 16 Juni 2026').length).toBe(2);
  });

  it('says what is not here, from whom it would be, and when that agency was last heard', () => {
    const words = wordsOf(shown(aResident({ heard: new Map([['dukcapil', new Date('2026-10-01T02:00:00Z')]]) })));
    expect(words).toContain('Tempat tinggal (Dukcapil, belum ada kabar sejak 1 Oktober 2026 09.00 WIB)');
    expect(words).toContain('Pekerjaan (Disnaker, belum pernah ada kabar)');
    const heard = new Map([['dukcapil', new Date('2026-11-02T02:10:00Z')]]);
    expect(wordsOf(shown(aResident({ heard })))).toContain('Tempat tinggal (Dukcapil)');
  });

  it('says on paper who printed it, when it was shown and for what', () => {
    const words = wordsOf(shown(aResident()));
    expect(words).toContain('Imigrasi · Dicetak oleh siti@office · Tampilan 2 November 2026 10.04 WIB');
    expect(words).toContain(
      'Tujuan: Pengawasan dan koordinasi (P1-SUPERVISION); dasar hukum: UU 6/2011 pasal 66-72; Permenimipas 2/2025 pasal 53',
    );
  });
});

describe('every kind', () => {
  it.each(catalogue.facts.map((fact) => [fact.kind, fact] as const))('%s is shown whole in both languages', (_, fact) => {
    for (const language of ['id', 'en'] as const) {
      const words = wordsOf(shown(aResident({ facts: [aFact(fact)] }), aDesk({ language })));
      // What has words is never shown by the name that programs use.
      const own = unnamed(fact).length === 0;
      expect([language, own && /\[object|undefined|\b[a-z]+[A-Z][A-Za-z]*On\b|\b[A-Z]{2,}_[A-Z_]+\b/.exec(words)?.[0]]).toEqual([
        language,
        own ? undefined : false,
      ]);
    }
  });
});

describe('the search', () => {
  const found = (change: Partial<FoundResident> = {}): FoundResident => ({
    subjectRef,
    foundBy: 'name',
    kind: 'resident',
    issuer: 'dukcapil',
    name: 'Zoë <b>',
    ...change,
  });

  it('shows whom it found, and by what', () => {
    const page = framed(aDesk(), findPage(aDesk(), '"zo', { residents: [found()], facts: [] }));
    expect(page).toContain(`<a class="name" href="/desk/residents/${subjectRef}">Zoë &lt;b&gt;</a`);
    expect(page).toContain('value="&quot;zo"');
    expect(wordsOf(page)).toContain('Ditemukan lewat nama · Pendaftaran penduduk (Dukcapil)');
  });

  it('tells residents of one name apart by what the agency may know of them, while it holds', () => {
    const facts = [
      aFact(factOf('foreign-national')),
      aFact(factOf('residence')),
      aFact(factOf('stay-permit')),
      aFact(factOf('stay-permit'), { body: { state: 'EXPIRED', validTo: '2020-01-01' } }),
    ];
    const residents = [found({ name: 'B' }), found({ name: 'A', subjectRef: subjectRef.replace('1', '2') })];
    const page = wordsOf(framed(aDesk(), findPage(aDesk(), 'zo', { residents, facts })));
    expect(page).toMatch(
      / A .* B Tanggal lahir: 17 April 1988 Kecamatan: Kramatwatu \(36.04.05\) Izin tinggal sampai: 1 Februari 2027 Ditemukan/,
    );
  });

  it('says what to do when it finds nobody, and never that there is nobody', () => {
    const page = wordsOf(framed(aDesk({ language: 'en' }), findPage(aDesk({ language: 'en' }), 'zo', { residents: [], facts: [] })));
    expect(page).toContain('This does not mean that the person is unknown');
    expect(page).toContain('Try a shorter part of the name');
  });

  it('says that more were found than are shown', () => {
    const residents = Array.from({ length: 50 }, () => found());
    expect(framed(aDesk(), findPage(aDesk(), 'zo', { residents, facts: [] }))).toContain('Tulis nama lebih lengkap');
  });

  it('asks no name of an agency that holds none', () => {
    const desk = aDesk({ member: 'dinkes', holdsNames: false });
    const page = wordsOf(framed(desk, findPage(desk, '', null)));
    expect(page).toContain('Instansi Anda tidak menyimpan nama penduduk');
    expect(page).not.toContain('Sebagian nama cukup');
  });
});

describe('the start', () => {
  const anAlert = (change: object = {}, fact: Partial<ShownFact> = {}): AlertOnDesk => ({
    fact: aFact(factOf('alert'), { issuer: 'imigrasi', body: { ...(factOf('alert').example as object), ...change }, ...fact }),
    ...{ district: '36.04.05', name: 'Kim Haneul' },
    advice: { id: 'Undang dengan ramah.', en: 'Send a kind invitation.' },
  });
  const startOf = (open: readonly AlertOnDesk[], closed: readonly AlertOnDesk[] = [], desk = aDesk()): string =>
    wordsOf(framed(desk, startPage(desk, { open, closed, waiting: [] })));

  it('says of each alert by desk and district about whom it is, what to do first and by when', () => {
    const words = startOf([
      anAlert({ unit: 'REGISTRY', urgency: 'SOON' }),
      anAlert({ level: 1, dueOn: '2026-10-30' }, { factId: 'second' }),
    ]);
    expect(words).toMatch(
      /Peringatan terbuka \(2\) .* · Kramatwatu \(1\) SKTT pertama belum ada Segera Baru Kim Haneul Lakukan dahulu: Undang dengan ramah\./,
    );
    expect(words).toContain('Belum ditugaskan · Kramatwatu (1)');
    expect(words).toContain('Tenggat 1 Juli 2026 (sudah lewat)');
    expect(words).toContain('Tingkat eskalasi 1');
    expect(words).toContain('saran untuk melihat, bukan sangkaan');
  });

  it('keeps apart what other agencies look at and what the team is asked', () => {
    const asked = { ...anAlert(), fact: aFact(factOf('enforcement-alert'), { issuer: 'disnaker' }), advice: null };
    const words = startOf([anAlert({}, { issuer: 'dukcapil' }), asked], [], aDesk({ language: 'en' }));
    expect(words).not.toContain('Open alerts');
    expect(words).toContain('Asked of the team (1) Manpower (Disnaker) · Kramatwatu (1)');
    expect(words).toContain('What is asked Verify presence');
    expect(words).toContain('Alerts of other agencies (1) Civil registry (Dukcapil) · Kramatwatu (1)');
  });

  it('shows what was closed lately with its reason', () => {
    const closed = anAlert({ state: 'WITHDRAWN', closeReason: 'FACT_CORRECTED' });
    expect(startOf([], [closed])).toMatch(
      /SKTT pertama belum ada .*Kim Haneul ?\. Ditarik, 1 Oktober 2026 09.00 WIB\. Alasan ditutup: Data sudah diperbaiki/,
    );
  });

  it('says what is held back and whose news is waited for, and marks what is open', () => {
    const title = { id: 'SKTT pertama belum ada', en: 'First residence paper missing' };
    const waiting = [{ title, subjectRef, name: null, waitingFor: ['imigrasi'] }];
    const desk = aDesk({ language: 'en' });
    const words = wordsOf(framed(desk, startPage(desk, { open: [{ ...anAlert(), waitingFor: ['disnaker'] }], closed: [], waiting })));
    expect(words).toMatch(
      /Waiting for news \(1\) .* First residence paper missing: Resident …000001 ?\. Waiting for news from Immigration/,
    );
    expect(words).toMatch(/Send a kind invitation\. Waiting for news from Manpower \(Disnaker\)/);
  });

  it('says that there is nothing to look at, and that more is there than shown', () => {
    expect(startOf([])).toContain('Tidak ada yang perlu dilihat sekarang');
    expect(startOf(Array.from({ length: 100 }, (_, at) => anAlert({}, { factId: `${at}` })))).toContain('Hanya yang paling mendesak');
    expect(startOf([anAlert()])).not.toMatch(/Tidak ada yang perlu dilihat|Hanya yang paling mendesak/);
  });
});

describe('every page', () => {
  const pagesOf = (desk: Desk): readonly string[] => [
    framed(desk, startPage(desk, { open: [], closed: [], waiting: [] })),
    framed(desk, findPage(desk, 'zo', { residents: [], facts: [] })),
    framed(desk, lookUpPage(desk, { issuingState: 'KOR', documentNumber: '"><b>', birthDate: '1988-04-17', mrz: '</textarea><b>' })),
    shown(
      aResident({
        facts: catalogue.facts.filter((fact) => mayHold(catalogue, desk.member, fact)).map((fact, at) => aFact(fact, { factId: `${at}` })),
      }),
      desk,
    ),
    ...knownProblems().map((problem) => framed(desk, refusedPage(desk, problem, 'x'))),
    framed({ ...desk, reader: null }, signInPage({ ...desk, reader: null }, purposesOf(catalogue, desk.member))),
  ];

  it.each(agencies.flatMap((member) => (['id', 'en'] as const).map((language) => [member, language] as const)))(
    'of %s in %s is whole: language, one heading, labels, unique ids, no script and no style of its own',
    (member: Member, language) => {
      for (const page of pagesOf(aDesk({ member, language }))) {
        expect(page).toContain(`<html lang="${language}">`);
        expect(page.split('<h1>').length).toBe(2);
        expect(page).not.toMatch(/<script|<style|\sstyle=|\son[a-z]+=|javascript:/i);
        const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id ?? '');
        expect(new Set(ids).size).toBe(ids.length);
        for (const [, reference] of page.matchAll(/(?:for|aria-labelledby|aria-describedby)="([^"]+)"/g)) expect(ids).toContain(reference);
        const inputs = [...page.matchAll(/<(?:input|select|textarea)[^>]*>/g)]
          .map(([input]) => input)
          .filter((input) => !input.includes('type="hidden"'));
        for (const input of inputs) expect(page).toContain(`for="${/id="([^"]+)"/.exec(input)?.[1]}"`);
        expect(wordsOf(page)).not.toMatch(/\[object|undefined|\bnull\b|NaN/);
      }
    },
  );

  it('knows no refusal that does not exist', () => {
    const known = knownProblems().map(({ code }) => code);
    expect(toldCodes.filter((code) => !known.includes(code))).toEqual([]);
  });
});
