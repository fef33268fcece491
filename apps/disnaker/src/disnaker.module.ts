import { Module } from '@nestjs/common';
import { AgencyModule } from '@timpora/agency';

import { ChangeEmployment } from './employments/change-employment.js';
import { employmentInvariant } from './employments/employment.policy.js';
import { EmploymentsController } from './employments/employments.controller.js';
import { EndEmployment } from './employments/end-employment.js';
import { ReportEmployment } from './employments/report-employment.js';

/** Disnaker records who works where: work areas, never home areas. */
@Module({
  imports: [AgencyModule.for({ member: 'disnaker', invariants: [employmentInvariant] })],
  controllers: [EmploymentsController],
  providers: [ReportEmployment, ChangeEmployment, EndEmployment],
})
export class DisnakerModule {}
