import { Bool, Id, InstantField, ListOf, Text } from '../platform/fields.js';

export class OwnSessionDto {
  @Id() id: string;
  @Text({ max: 100, nullable: true, description: 'Browser and system', example: 'Chrome · Windows' })
  device: string | null;
  @Text({ max: 64, nullable: true, description: 'Network address', example: '192.0.2.10' })
  address: string | null;
  @InstantField() signedInAt: Date;
  @InstantField({ description: 'At most a quarter of an hour old' }) lastUsedAt: Date;
  @Bool({ description: 'The session that asks' }) current: boolean;
}

export class OwnSessionListDto {
  @ListOf(() => OwnSessionDto) items: OwnSessionDto[];
}
