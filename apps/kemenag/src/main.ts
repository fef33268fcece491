import { serve } from '@timpora/agency';
import { settingsFromProcess } from '@timpora/config';

import { KemenagModule } from './kemenag.module.js';

await serve({ module: KemenagModule, settings: () => settingsFromProcess('kemenag') });
