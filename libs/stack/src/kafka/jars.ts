import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { diskFull, run } from '../processes.js';
import { StackProblem } from '../stack.js';

/** Pinned: several requests of kafkajs are down to one version in common with the broker. */
export const kafkaVersion = '4.4.0';

/** Without it Kafka writes no log at all. Its version is that of the log4j-core that Kafka brings. */
const logging = { artifact: 'log4j-slf4j-impl', version: '2.25.5' };

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>timpora</groupId><artifactId>kafka</artifactId><version>1</version><packaging>pom</packaging><dependencies>
<dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${kafkaVersion}</version></dependency>
<dependency><groupId>org.apache.kafka</groupId><artifactId>kafka-tools</artifactId><version>${kafkaVersion}</version></dependency>
<dependency><groupId>org.apache.logging.log4j</groupId><artifactId>${logging.artifact}</artifactId><version>${logging.version}</version></dependency>
</dependencies></project>`;

/** Can Kafka run here as a local process: Java 17 or later, and Maven or an unpacked Kafka? */
export async function canRunKafka(): Promise<boolean> {
  const { code, output } = await run('java', ['-version']);
  const [, major = '0'] = /version "(\d+)/.exec(output) ?? [];
  if (code !== 0 || Number(major) < 17) return false;
  return process.env['KAFKA_HOME'] !== undefined || (await run('mvn', ['-v'])).code === 0;
}

/** The folder with Kafka's jars: of KAFKA_HOME, else fetched once through Maven. @throws {StackProblem} */
export async function kafkaJars(folder: string, onProgress: (line: string) => void): Promise<string> {
  const home = process.env['KAFKA_HOME'];
  if (home) {
    if (!existsSync(join(home, 'libs')))
      throw new StackProblem('KAFKA_HOME names no unpacked Kafka; correct it, or unset it to use Maven.');
    return join(home, 'libs');
  }
  if (isComplete(folder)) return folder;
  onProgress(`Fetching Apache Kafka ${kafkaVersion} through Maven (54 MB, once)`);
  const making = `${folder}.${process.pid}`;
  mkdirSync(making, { recursive: true });
  writeFileSync(join(making, 'pom.xml'), pom);
  const { code, output } = await run('mvn', [
    '-q',
    '-B',
    '-f',
    join(making, 'pom.xml'),
    'dependency:copy-dependencies',
    `-DoutputDirectory=${making}`,
  ]);
  rmSync(join(making, 'pom.xml'), { force: true });
  if (code !== 0) {
    rmSync(making, { recursive: true, force: true });
    throw new StackProblem(
      /No space left/.test(output)
        ? diskFull
        : 'Maven could not fetch Apache Kafka; check the network, or set KAFKA_HOME to an unpacked Kafka.',
    );
  }
  if (isComplete(folder)) rmSync(making, { recursive: true, force: true });
  else {
    rmSync(folder, { recursive: true, force: true });
    renameSync(making, folder);
  }
  return folder;
}

const isComplete = (folder: string): boolean =>
  existsSync(join(folder, `kafka_2.13-${kafkaVersion}.jar`)) && existsSync(join(folder, `${logging.artifact}-${logging.version}.jar`));
