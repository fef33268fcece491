import 'reflect-metadata';

import { Controller, Module, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventPattern, Payload, Transport, type MicroserviceOptions } from '@nestjs/microservices';
import { IsArray, IsIn, IsObject, IsString, IsUUID, MaxLength } from 'class-validator';
import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';

import { stopWhenAsked, untilTold } from '../load.js';
import { databaseOptions, kafkaOptions, topic } from './place.js';
import { schema } from './outbox.js';

/** P1: a handler per message, class-validator, `save` of an entity. */
class CaseDto {
  @IsUUID('all') factid!: string;
  @IsString() factversion!: string;
  @IsString() type!: string;
  @IsIn(['stated', 'corrected', 'retracted']) change!: string;
  @IsObject() data!: object;
}

class BodyDto {
  @IsString() @MaxLength(80) title!: string;
  @IsIn(['OPEN', 'DONE']) state!: string;
  @IsArray() @IsString({ each: true }) notes!: string[];
}

@Entity('fact')
class FactEntity {
  @PrimaryColumn('uuid', { name: 'fact_id' }) factId!: string;
  @Column('bigint') version!: string;
  @Column('text') document!: string;
}

const { user, ...options } = databaseOptions();
const db = await new DataSource({ type: 'postgres', ...options, username: user, entities: [FactEntity] }).initialize();
await db.query(schema);
const facts = db.getRepository(FactEntity);
const bodies = new ValidationPipe({ expectedType: BodyDto });

@Controller()
class CaseController {
  @EventPattern(topic)
  async onCase(@Payload(new ValidationPipe({ expectedType: CaseDto })) data: object): Promise<void> {
    const event = data as CaseDto;
    await bodies.transform(event.data, { type: 'body', metatype: BodyDto });
    await facts.save({ factId: event.factid, version: event.factversion, document: JSON.stringify(event) });
  }
}

@Module({ controllers: [CaseController] })
class TutorialModule {}

const app = await NestFactory.createMicroservice<MicroserviceOptions>(TutorialModule, {
  transport: Transport.KAFKA,
  options: {
    client: kafkaOptions('tutorial'),
    consumer: { groupId: `${process.argv[2]}.tutorial` },
    subscribe: { fromBeginning: true },
  },
  logger: ['error'],
});
await untilTold();
await app.listen();
process.send?.('ready');

stopWhenAsked(async () => {
  await app.close();
  await db.destroy();
});
