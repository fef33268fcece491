import { runAgency } from '@timpora/agency';
import { settingsFromProcess } from '@timpora/config';

import { KemenagModule } from './kemenag.module.js';

await runAgency(KemenagModule, settingsFromProcess('kemenag'));
