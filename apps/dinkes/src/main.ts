import { serve } from '@timpora/agency';
import { settingsFromProcess } from '@timpora/config';

import { DinkesModule } from './dinkes.module.js';

await serve({ module: DinkesModule, settings: () => settingsFromProcess('dinkes') });
