import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { founders as agencies, type Agency } from '@timpora/contracts';
import { adminClient, findOrStartStack, freePort, kafkaVersion, stopLeftovers, type Environments, type Stack } from '@timpora/stack';
import type pg from 'pg';

import { AgencyApi } from '../launch/agency-api.js';
import { folder as kept } from '../launch/options.js';
import { logins, provision } from '../launch/provision.js';
import { startServices, type Services } from '../launch/services.js';
import { cpuTimes, type CpuTimes } from './cpu.js';

const folder = join(kept, 'measure');
const basePort = 4301;

/** Eight services, or some of them, on a Kafka and PostgreSQL of their own, empty at the start. */
export class MeasuredExchange {
  readonly api = new AgencyApi(folder, { agencies, basePort });

  private constructor(
    private readonly stack: Stack,
    private readonly environments: Environments,
    private services: Services,
  ) {}

  /** The agencies that were started. */
  get started(): readonly Agency[] {
    return agencies.filter((agency) => this.services.pids.has(agency));
  }

  static async start(onProgress: (line: string) => void, started = agencies): Promise<MeasuredExchange> {
    await stopLeftovers(folder);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const ports = { kafka: await freePort(), controller: await freePort(), postgres: await freePort() };
    const jars = join(kept, `kafka-libs-${kafkaVersion}`);
    const stack = await findOrStartStack({ folder, jars, ports, logins: logins(folder, agencies), docker: false, onProgress });
    try {
      // One account sends what in earnest many would.
      process.env['TIMPORA_REQUESTS_PER_MINUTE'] = '10000000';
      process.env['TIMPORA_LOOK_UPS_PER_MINUTE'] = '10000000';
      const environments = await provision(stack, { folder, basePort, agencies });
      onProgress(`Starting ${started.length} ${started.length === 1 ? 'agency' : 'agencies'}`);
      const services = await startServices(environments, { folder, oneProcess: false, agencies: started, basePort });
      return new MeasuredExchange(stack, environments, services);
    } catch (error) {
      await stack.stop();
      throw error;
    }
  }

  /** @returns milliseconds from the start of the services until all are ready */
  async restart(): Promise<number> {
    await this.services.stop();
    const startedAt = performance.now();
    this.services = await startServices(this.environments, { folder, oneProcess: false, agencies: this.started, basePort });
    return performance.now() - startedAt;
  }

  /** An administrator's connection to an agency's database; the caller ends it. */
  database(agency: Agency): Promise<pg.Client> {
    return adminClient(this.stack, agency);
  }

  /** Lets a service stand still, or go on. */
  signal(agency: Agency, signal: 'SIGSTOP' | 'SIGCONT'): void {
    process.kill(this.services.pids.get(agency) ?? 0, signal);
  }

  /** Resident megabytes of each service. */
  memory(): ReadonlyMap<string, number> {
    const residentOf = (pid: number): number => Math.round(Number(spawnSync('ps', ['-o', 'rss=', '-p', String(pid)]).stdout) / 1_024);
    return new Map([...this.services.pids].map(([agency, pid]) => [agency, residentOf(pid)]));
  }

  /** Of this agency's service and database, and of all that runs beside it. */
  cpuTimes(agency: Agency): CpuTimes {
    const pidIn = (file: string): number => Number(readFileSync(join(folder, file), 'utf8').split('\n')[0]);
    const [kafka, postmaster] = [pidIn('kafka.pid'), pidIn('postgres-data/postmaster.pid')];
    return cpuTimes({ agency, services: this.services.pids, kafka, postmaster });
  }

  async stop(): Promise<void> {
    await this.services.stop();
    await this.stack.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
