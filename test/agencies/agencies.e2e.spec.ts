import { aRunningExchange, type RunningExchange } from './a-running-exchange.js';
import { access } from './access.js';
import { alerts } from './alerts.js';
import { badInput } from './bad-input.js';
import { bulk } from './bulk.js';
import { changes } from './changes.js';
import { credentials } from './credentials.js';
import { delivery } from './delivery.js';
import { desk } from './desk.js';
import { commandsOfDukcapil } from './dukcapil.js';
import { finalDepartures } from './final-departures.js';
import { residentsAreFound } from './finding.js';
import { promisesOfEveryKind } from './guarantees.js';
import { commandsOfImigrasi } from './imigrasi.js';
import { identity } from './identity.js';
import { identityQuestions } from './identity-questions.js';
import { merges } from './merges.js';
import { theReturnee } from './journeys/the-returnee.js';
import { commandsAboutDocuments } from './travel-documents.js';
import { incidents } from './incidents.js';
import { repeats } from './keys.js';
import { permitsOfMinors } from './minor-permits.js';
import { nobodyIsNamed } from './nobody-is-named.js';
import { everyRouteHasWorked, operating } from './operating.js';
import { permitApplications } from './permit-applications.js';
import { factsAreListed, nobodyElseIsFound } from './reading.js';
import { questions } from './questions.js';
import { repairs } from './repairs.js';
import { commandsOfTheSectors } from './sector-agencies.js';
import { sponsorsAndReports } from './sponsors-and-reports.js';
import { timers } from './timers.js';
import { violations } from './violations.js';

// Facts travel between eight services that share few processors with other tests.
import.meta.jest.setTimeout(60_000);

/** One exchange for all areas: eight services take a while to start. */
let exchange: RunningExchange;
const given = (): RunningExchange => exchange;

beforeAll(async () => {
  exchange = await aRunningExchange();
}, 120_000);
afterAll(() => exchange.stop(), 60_000);

describe('imigrasi', () => commandsOfImigrasi(given));
describe('a permit of a child', () => permitsOfMinors(given));
describe('an application', () => permitApplications(given));
describe('a departure for good', () => finalDepartures(given));
describe('imigrasi keeps', () => sponsorsAndReports(given));
describe('travel documents', () => commandsAboutDocuments(given));
describe('identity', () => identity(given));
describe('what is stated by itself', () => timers(given));
describe('identity questions', () => identityQuestions(given));
describe('references that are one person', () => merges(given));
describe('the returnee', () => theReturnee(given));
describe('dukcapil', () => commandsOfDukcapil(given));
describe('the sectors', () => commandsOfTheSectors(given));
describe('violations', () => violations(given));
describe('questions and reviews', () => questions(given));
describe('alerts', () => alerts(given));
describe('commands that are sent again', () => repeats(given));
describe('repairs', () => repairs(given));
describe('incidents', () => incidents(given));
describe('residents', () => residentsAreFound(given));
describe('the desk', () => desk(given));
describe('facts', () => factsAreListed(given));
describe('nobody else is found', () => nobodyElseIsFound(given));
describe('commands by the line', () => bulk(given));
describe('changes', () => changes(given));
describe('commands that wait', () => delivery(given));
describe('tokens for systems', () => credentials(given));
describe('bad input is refused', () => badInput(given));
describe('access', () => access(given));
describe('what is promised of every kind', () => promisesOfEveryKind(given));
describe('operating', () => operating(given));
describe('nobody is named', () => nobodyIsNamed(given));
describe('every documented route has worked', () => everyRouteHasWorked(given));
