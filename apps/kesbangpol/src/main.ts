import { serve } from '@timpora/agency';
import { settingsFromProcess } from '@timpora/config';

import { KesbangpolModule } from './kesbangpol.module.js';

await serve({ module: KesbangpolModule, settings: () => settingsFromProcess('kesbangpol') });
