import { runAgency } from '@timpora/agency';
import { settingsFromProcess } from '@timpora/config';

import { DisnakerModule } from './disnaker.module.js';

await runAgency(DisnakerModule, settingsFromProcess('disnaker'));
