import { serve } from '@timpora/agency';
import { settingsFromProcess } from '@timpora/config';

import { DpmptspModule } from './dpmptsp.module.js';

await serve({ module: DpmptspModule, settings: () => settingsFromProcess('dpmptsp') });
