import { Bool, Id, InstantField, Integer, ListOf, Text } from '../platform/fields.js';
import { PageQuery } from '../platform/paging.js';

export class NotificationQuery extends PageQuery {
  @Bool({ optional: true, description: 'Only messages not read yet' }) unread?: boolean;
}

export class NotificationDto {
  @Id() id: string;
  @Text({ max: 200 }) title: string;
  @Text({ max: 4000, description: 'One line a paragraph' }) body: string;
  @InstantField() createdAt: Date;
  @InstantField({ nullable: true }) readAt: Date | null;
  @Text({ max: 300, nullable: true, description: 'Path in the web application where it is dealt with' })
  link: string | null;
  @Text({ max: 100, nullable: true, description: 'What going there is called' })
  linkLabel: string | null;
}

export class NotificationPageDto {
  @ListOf(() => NotificationDto) items: NotificationDto[];
  @Text({ max: 1000, nullable: true }) next: string | null;
}

export class UnreadCountDto {
  @Integer({ min: 0, max: 1_000_000 }) count: number;
}
