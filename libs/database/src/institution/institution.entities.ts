import type { HalfDay, VerificationMode } from '@quanheng/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { DateOnly, Flag, Int, IntZero, Text, TextList, Uuid, VersionedRow } from '../platform/columns.js';

@Entity()
@Index(['code'], { unique: true })
export class InstitutionEntity extends VersionedRow {
  /** Short code that begins its certificate numbers. */
  @Text() code: string;
  @Text() name: string;
  @Text() regionCode: string;
  @Text() authorizationNumber: string;
  @Text() address: string;
  @Text() phone: string;
}

@Entity()
@Index(['institutionId'])
export class ServiceSiteEntity extends VersionedRow {
  @Uuid() institutionId: string;
  @Text() name: string;
  @Text() address: string;
  @Text() phone: string;
  @IntZero() position: number;
}

/** A department with its duties and telephone (the guide's section 四). */
@Entity()
@Index(['institutionId'])
export class DepartmentEntity extends VersionedRow {
  @Uuid() institutionId: string;
  @Text() name: string;
  @Text() phone: string;
  @TextList() duties: string[];
  @IntZero() position: number;
}

/** What an institution may verify: category × mode → the department that does it. */
@Entity()
@Index(['institutionId', 'categoryCode', 'mode'], { unique: true })
export class CapabilityEntity {
  @PrimaryColumn('uuid') id: string;
  @Uuid() institutionId: string;
  @Text() categoryCode: string;
  @Text() mode: VerificationMode;
  @Uuid() departmentId: string;
}

/** Weekly capacity in instruments of a department × mode × half-day. */
@Entity()
@Index(['departmentId', 'mode', 'weekday', 'halfDay'], { unique: true })
export class CapacityRuleEntity {
  @PrimaryColumn('uuid') id: string;
  @Uuid() institutionId: string;
  @Uuid() departmentId: string;
  @Text() mode: VerificationMode;
  @Int() weekday: number;
  @Text() halfDay: HalfDay;
  @Int() capacity: number;
}

/** One half-day of one department and mode: made from the weekly rule when first booked; `booked` never passes `capacity` by itself. */
@Entity()
@Index(['departmentId', 'mode', 'date', 'halfDay'], { unique: true })
export class SlotEntity {
  @PrimaryColumn('uuid') id: string;
  @Uuid() institutionId: string;
  @Uuid() departmentId: string;
  @Text() mode: VerificationMode;
  @DateOnly() date: string;
  @Text() halfDay: HalfDay;
  @Int() capacity: number;
  @IntZero() booked: number;
  @Text(true) closedReason: string | null;
  /** Its capacity was set by hand: a change of the weekly rule leaves it alone. */
  @Flag() adjusted: boolean;
}

/** Holidays and make-up workdays; a year without data warns. */
@Entity()
export class CalendarDayEntity {
  @PrimaryColumn('date') date: string;
  @Text() kind: 'HOLIDAY' | 'MAKEUP_WORKDAY';
  @Text() name: string;
}

@Entity()
@Index(['institutionId'])
export class ReferenceStandardEntity extends VersionedRow {
  @Uuid() institutionId: string;
  @Uuid(true) departmentId: string | null;
  @Text() name: string;
  @Text() number: string;
  @Text() accuracy: string;
  @Column('date') validUntil: string;
}

/** How an institution lets itself be booked; its id is the institution's. */
@Entity()
export class BookingRuleEntity extends VersionedRow {
  /** Instruments that one enterprise may book for a day; null: as many as there are places. */
  @Int(true) maxPerEnterpriseDay: number | null;
  /** Working days between booking and the booked day. */
  @IntZero() minNoticeDays: number;
}
