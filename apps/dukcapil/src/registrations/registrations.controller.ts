import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, Needs } from '@timpora/access';
import { By, getUuid } from '@timpora/agency';
import type { Resident } from '@timpora/contracts';
import type { Caller, Held } from '@timpora/exchange';

import { DeregisterResident } from './deregister-resident.js';
import { RegisterAgain } from './register-again.js';
import { RegisterResident } from './register-resident.js';
import { DeregisterResident as Deregister, RegisterAgain as Again, RegisterResident as Register } from './registration.commands.js';

type Registration = Held<typeof Resident>;

@ApiTags('registrations')
@Controller('api/registrations')
export class RegistrationsController {
  constructor(
    private readonly register: RegisterResident,
    private readonly again: RegisterAgain,
    private readonly deregister: DeregisterResident,
  ) {}

  @ApiOperation({ summary: 'Register a foreign resident' })
  @Needs('state-facts')
  @Post()
  registerResident(@Body() command: Register, @By() caller: Caller): Promise<Registration> {
    return this.register.execute(command, caller);
  }

  @ApiOperation({ summary: 'Register a returnee again; the first day of registration stays' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/register-again')
  registerAgain(@Param('factId') factId: string, @Body() command: Again, @By() caller: Caller): Promise<Registration> {
    return this.again.execute(getUuid(factId), command, caller);
  }

  @ApiOperation({ summary: 'End a registration and the residence with it' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/deregister')
  deregisterResident(@Param('factId') factId: string, @Body() command: Deregister, @By() caller: Caller): Promise<Registration> {
    return this.deregister.execute(getUuid(factId), command, caller);
  }
}
