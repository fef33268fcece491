import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, Needs } from '@timpora/access';
import { By, getUuid } from '@timpora/agency';
import type { PermitApplication } from '@timpora/contracts';
import type { Caller, Held } from '@timpora/exchange';

import { ChangeAppointment } from './change-appointment.js';
import { ConvertPermit } from './convert-permit.js';
import { DecideApplication } from './decide-application.js';
import { FileApplication } from './file-application.js';
import { PayApplication } from './pay-application.js';
import {
  ChangeAppointment as Appointment,
  ConvertPermit as Convert,
  DecideApplication as Decide,
  FileApplication as File,
  PayApplication as Pay,
} from './permit-application.commands.js';

type Application = Held<typeof PermitApplication>;

@ApiTags('permit applications')
@Controller('api/permit-applications')
export class PermitApplicationsController {
  constructor(
    private readonly file: FileApplication,
    private readonly pay: PayApplication,
    private readonly appointment: ChangeAppointment,
    private readonly decide: DecideApplication,
    private readonly convert: ConvertPermit,
  ) {}

  @ApiOperation({ summary: 'File an application: extension, conversion, closure, change of sponsor' })
  @Needs('state-facts')
  @Post()
  fileApplication(@Body() command: File, @By() caller: Caller): Promise<Application> {
    return this.file.execute(command, caller);
  }

  @ApiOperation({ summary: 'Record that the application was paid' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/pay')
  payApplication(@Param('factId') factId: string, @Body() command: Pay, @By() caller: Caller): Promise<Application> {
    return this.pay.execute(getUuid(factId), command, caller);
  }

  @ApiOperation({ summary: 'Give another day for photo and interview' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/change-appointment')
  changeAppointment(@Param('factId') factId: string, @Body() command: Appointment, @By() caller: Caller): Promise<Application> {
    return this.appointment.execute(getUuid(factId), command, caller);
  }

  @ApiOperation({ summary: 'Decide the application; a conversion is granted by /convert' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/decide')
  decideApplication(@Param('factId') factId: string, @Body() command: Decide, @By() caller: Caller): Promise<Application> {
    return this.decide.execute(getUuid(factId), command, caller);
  }

  @ApiOperation({ summary: 'Grant a conversion: the old permit is closed and the new one issued in the same moment' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/convert')
  convertPermit(@Param('factId') factId: string, @Body() command: Convert, @By() caller: Caller): Promise<Application> {
    return this.convert.execute(getUuid(factId), command, caller);
  }
}
