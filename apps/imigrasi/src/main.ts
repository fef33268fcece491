import { runAgency } from '@timpora/agency';
import { settingsFromProcess } from '@timpora/config';

import { ImigrasiModule } from './imigrasi.module.js';

await runAgency(ImigrasiModule, settingsFromProcess('imigrasi'));
