import type { CatalogueMode, Purpose } from '@quanheng/domain';
import { Entity, Index, PrimaryColumn } from 'typeorm';
import { DateOnly, Flag, Int, Text, TextList } from '../platform/columns.js';

/** An edition of the compulsory catalogue. Replaceable data (`domain.md` section 4). */
@Entity()
@Index('catalogue_edition_begins', ['effectiveFrom'], { unique: true })
export class CatalogueEditionEntity {
  @PrimaryColumn('text') id: string;
  @Text() title: string;
  @Text() status: 'DEMO' | 'OFFICIAL';
  @DateOnly() effectiveFrom: string;
  @DateOnly(true) effectiveTo: string | null;
  @Text(true) note: string | null;
}

@Entity()
export class CatalogueItemEntity {
  @PrimaryColumn('text') editionId: string;
  @PrimaryColumn('text') code: string;
  @Text() category: string;
  @Text() kind: string;
  @Text() supervision: string;
  @Text() mode: CatalogueMode;
  @Flag() compulsory: boolean;
  @Text() scope: string;
  @Int(true) cycleMonths: number | null;
  @Int(true) useLimitMonths: number | null;
  @Text(true) useLimitNote: string | null;
  @TextList() regulations: string[];
  @TextList() purposes: Purpose[];
}

/** GB/T 2260. Retired codes are accepted on read, refused on new filings; generic ones (xx01) warn. */
@Entity()
export class RegionEntity {
  @PrimaryColumn('text') code: string;
  @Text() name: string;
  @Flag() retired: boolean;
  @Flag() generic: boolean;
  @Text(true) successor: string | null;
}
