import { addDays, addYears, isListed, type Agency } from '@timpora/contracts';

import type { AgencyApi, Answer } from './agency-api.js';
import { eventually, few } from './eventually.js';
import { sampleResidents, type SampleResident } from './residents.js';
import { reportSuspicions } from './sample-reports.js';
import { approvePlans, companyOf, planOf } from './sample-plans.js';

const size = 50;
/** Days are given once and do not move with the calendar, so that a repeated start repeats the same commands. */
const today = '2026-11-02';

/** Loads the sample through the same API that the agencies' systems use; a start that finds it does nothing. */
export async function loadSample(api: AgencyApi, say: (line: string) => void): Promise<void> {
  const { body } = await api.get('kemenag', `/api/facts/residence?limit=1`);
  if ((body?.facts?.length ?? 0) > 0) return say('The sample is here already');
  say(`Loading ${size} synthetic residents over all facts`);
  const startedAt = performance.now();
  const residents = sampleResidents(size, (village) => isListed('VILLAGE', village));
  let commands = 0;
  const command = async (
    agency: Agency,
    path: string,
    wanted: { body: unknown; key: string; version?: string },
  ): Promise<Answer['body']> => {
    commands++;
    return accepted(`${agency} ${path}`, () => api.post(agency, path, wanted));
  };
  await approvePlans(residents, today, (key, body) => command('disnaker', '/api/work-plans', { key, body }));
  await few(residents, 8, (resident) => story(resident, command));
  await reportSuspicions(residents, today, { command, api });
  say(`  ${commands} commands in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s`);
}

type Command = (agency: Agency, path: string, wanted: { body: unknown; key: string; version?: string }) => Promise<Answer['body']>;

/** Refusals that end when a fact arrives from another agency. */
const passing = new Set([
  'registration.no-valid-permit',
  'rate.too-many-requests',
  'service.not-available',
  'exchange.in-doubt',
  'subject.not-known',
]);

async function accepted(what: string, send: () => Promise<Answer>): Promise<Answer['body']> {
  const answer = await eventually(async () => {
    const given = await send();
    return given.status >= 400 && passing.has(String(given.body?.code)) ? null : given;
  });
  if (!answer) throw new Error(`no answer in time: ${what}`);
  if (answer.status >= 400) throw new Error(`refused: ${what}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** What happened to one resident, at all agencies that have to do with the person. */
async function story(resident: SampleResident, command: Command): Promise<void> {
  const { number, work } = resident;
  const key = (step: string): string => `sample-${number}-${step}`;
  const arrived = addDays(today, -30 * (2 + (number % 20)));
  const { subjectRef } = await identify(resident, command, key('identity'));
  await command('imigrasi', '/api/travel-documents', { key: key('passport'), body: passportOf(subjectRef, resident, arrived) });
  const permit = await command('imigrasi', '/api/stay-permits', { key: key('permit'), body: permitOf(subjectRef, resident, arrived) });
  const registeredOn = addDays(arrived, 5 + (number % 9));
  await command('dukcapil', '/api/registrations', {
    key: key('registration'),
    body: { subjectRef, registeredName: resident.fullName, residentType: 'LIMITED', registeredOn, ownReference: `REG-${1_000 + number}` },
  });
  const residence = await command('dukcapil', '/api/residences', {
    key: key('address'),
    body: { subjectRef, district: resident.district, village: resident.village, movedOn: arrived, reportedOn: registeredOn },
  });
  if (number % 12 !== 0) {
    await command('dukcapil', `/api/residences/${residence.factId}/issue-document`, {
      key: key('paper'),
      version: residence.version,
      body: { paper: 'SKTT', issuedOn: registeredOn, validTo: permit.body.validTo },
    });
  }
  await sectorStory[work](subjectRef, { resident, arrived, command, key });
  if (number % 10 === 3) await extend(permit, command, key('extension'));
}

const identify = (
  { fullName, nameInOwnScript, birthDate, sex, nationality }: SampleResident,
  command: Command,
  key: string,
): Promise<{ subjectRef: string }> =>
  command('imigrasi', '/api/foreign-nationals', {
    key,
    body: { fullName, ...(nameInOwnScript && { nameInOwnScript }), birthDate, sex, nationality, identityEvidence: 'PASSPORT' },
  });

/** A synthetic passport: no state numbers its own like this. */
const passportOf = (subjectRef: string, { number, nationality }: SampleResident, from: string): Record<string, unknown> => ({
  subjectRef,
  documentType: 'PASSPORT',
  documentNumber: `X${90_000_000 + number}`,
  issuingState: nationality,
  expiresOn: addDays(addYears(from, 9), -1),
});

const permitOf = (subjectRef: string, { work, number }: SampleResident, from: string): Record<string, unknown> => ({
  subjectRef,
  permitType: 'LIMITED',
  origin: 'VISA',
  purposeGroup: work === 'INVESTOR' ? 'INVESTMENT' : work === 'SPOUSE' ? 'FAMILY' : 'WORK',
  workAllowed: work === 'SPOUSE' ? 'FAMILY_SUPPORT' : 'WITH_APPROVAL',
  sponsorBasis: work === 'INVESTOR' || work === 'SPOUSE' ? 'EXEMPT' : 'CORPORATE',
  issuedOn: from,
  validFrom: from,
  validTo: addDays(addYears(from, 2), -1),
  ownReference: `ITAS-${2_000 + number}`,
});

const extend = (permit: Answer['body'], command: Command, key: string): Promise<unknown> =>
  command('imigrasi', `/api/stay-permits/${permit.factId}/extend`, {
    key,
    version: permit.version,
    body: { validTo: addYears(permit.body.validTo, 1), extendedOn: today },
  });

interface Part {
  readonly resident: SampleResident;
  readonly arrived: string;
  readonly command: Command;
  readonly key: (step: string) => string;
}

const schoolKey = 'local:disdik:019afb00-0000-7000-8000-00000000a001';

const employ = async (subjectRef: string, { resident, arrived, command, key }: Part, positionCode: string): Promise<void> => {
  const workDistricts = [resident.number % 3 === 0 ? '36.72.01' : resident.district];
  const body = {
    subjectRef,
    organisationKey: companyOf(resident),
    positionCode,
    workDistricts,
    ...(positionCode !== 'DIRECTOR' && { workPlanFact: { kind: 'work-plan', factId: planOf(resident) } }),
    startedOn: addDays(arrived, 10),
    reportedOn: addDays(arrived, 12),
  };
  await command('disnaker', '/api/employments', { key: key('employment'), body });
};

const sectorStory: Readonly<Record<SampleResident['work'], (subjectRef: string, part: Part) => Promise<void>>> = {
  FACTORY: (subjectRef, part) => employ(subjectRef, part, part.resident.number % 2 === 0 ? 'ENGINEER' : 'TECHNICIAN'),
  INVESTOR: async (subjectRef, part) => {
    const { resident, arrived, command, key } = part;
    const guarantee = {
      basis: 'INVESTOR_GUARANTEE',
      organisationKey: companyOf(resident),
      organisationRole: 'DIRECTOR',
      startsOn: arrived,
    };
    await command('imigrasi', '/api/sponsorships', { key: key('guarantee'), body: { subjectRef, ...guarantee } });
    await employ(subjectRef, part, 'DIRECTOR');
  },
  SPOUSE: () => Promise.resolve(),
  TEACHER: async (subjectRef, { resident, arrived, command, key }) => {
    const body = {
      subjectRef,
      organisationKey: schoolKey,
      positionCode: 'TEACHER',
      workDistrict: resident.district,
      startedOn: addDays(arrived, 7),
      voluntary: false,
    };
    await command('disdik', '/api/teacher-assignments', { key: key('teacher'), body });
  },
  HEALTH: async (subjectRef, { resident, arrived, command, key }) => {
    const registrationValidTo = addDays(addYears(arrived, 2), -1);
    await command('dinkes', '/api/practice-permits', {
      key: key('practice'),
      body: {
        subjectRef,
        organisationKey: 'local:dinkes:019afb00-0000-7000-8000-00000000b001',
        professionGroup: 'MEDICAL',
        workDistrict: resident.district,
        registrationFirstFrom: arrived,
        registrationValidTo,
        validFrom: addDays(arrived, 14),
        validTo: registrationValidTo,
        economicZone: false,
      },
    });
  },
  RELIGION: async (subjectRef, { resident, arrived, command, key }) => {
    const body = {
      subjectRef,
      territory: [resident.district],
      firstStayFrom: arrived,
      validFrom: arrived,
      validTo: addDays(addYears(arrived, 2), -1),
    };
    await command('kemenag', '/api/religious-recommendations', { key: key('recommendation'), body });
  },
  RESEARCH: async (subjectRef, { resident, arrived, command, key }) => {
    const validTo = addYears(arrived, 1);
    const body = {
      subjectRef,
      activityKind: 'RESEARCH',
      topicCode: 'ENVIRONMENT',
      districts: [resident.district],
      validFrom: arrived,
      validTo,
    };
    await command('kesbangpol', '/api/activities', { key: key('activity'), body });
    await command('polres', '/api/police-letters', {
      key: key('letter'),
      body: { subjectRef, activityCode: 'RESEARCH', districts: [resident.district], validFrom: arrived, validTo },
    });
  },
};
