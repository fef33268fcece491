import { Module } from '@nestjs/common';
import { AgencyModule } from '@timpora/agency';
import { WorkPlan } from '@timpora/contracts';

import { ChangeEmployment } from './employments/change-employment.js';
import { employmentInvariant } from './employments/employment.policy.js';
import { EmploymentsController } from './employments/employments.controller.js';
import { EndEmployment } from './employments/end-employment.js';
import { ReportEmployment } from './employments/report-employment.js';
import { ApproveWorkPlan } from './work-plans/approve-work-plan.js';
import { EndWorkPlan } from './work-plans/end-work-plan.js';
import { ExpireWorkPlan } from './work-plans/expire-work-plan.js';
import { ExtendWorkPlan } from './work-plans/extend-work-plan.js';
import { FileRenewal } from './work-plans/file-renewal.js';
import { expiresOn, workPlanInvariant } from './work-plans/work-plan.policy.js';
import { WorkPlansController } from './work-plans/work-plans.controller.js';

/** Disnaker records which employers may employ foreign workers, and who works where: work areas, never home areas. */
@Module({
  imports: [
    AgencyModule.for({
      member: 'disnaker',
      invariants: [employmentInvariant, workPlanInvariant],
      timers: [{ name: 'work-plan-expiry', fact: WorkPlan, next: expiresOn, useCase: ExpireWorkPlan }],
    }),
  ],
  controllers: [EmploymentsController, WorkPlansController],
  providers: [ReportEmployment, ChangeEmployment, EndEmployment, ApproveWorkPlan, FileRenewal, ExtendWorkPlan, EndWorkPlan, ExpireWorkPlan],
})
export class DisnakerModule {}
