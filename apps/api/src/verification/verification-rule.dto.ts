import { Integer } from '../platform/fields.js';

const DAYS = { min: 1, max: 250, nullable: true } as const;

export class VerificationRuleBody {
  @Integer({ ...DAYS, description: 'Working days for what is brought in; null: the platform’s setting' })
  bringInWorkingDays: number | null;
  @Integer({
    ...DAYS,
    description: 'Working days for what is verified on site; null: the platform’s setting',
  })
  onSiteWorkingDays: number | null;
}

export class VerificationRuleDto extends VerificationRuleBody {
  @Integer({ min: 1, max: 250, description: 'What the platform’s setting gives' }) defaultWorkingDays: number;
}
