import { Module } from '@nestjs/common';
import { AgencyModule } from '@timpora/agency';

import { ActivitiesController } from './activities/activities.controller.js';
import { activityInvariant } from './activities/activity.policy.js';
import { ChangeActivity } from './activities/change-activity.js';
import { EndActivity } from './activities/end-activity.js';
import { RecordActivity } from './activities/record-activity.js';

/** Kesbangpol registers activities of organisations, researchers, journalists and film crews. */
@Module({
  imports: [AgencyModule.for({ member: 'kesbangpol', invariants: [activityInvariant] })],
  controllers: [ActivitiesController],
  providers: [RecordActivity, ChangeActivity, EndActivity],
})
export class KesbangpolModule {}
