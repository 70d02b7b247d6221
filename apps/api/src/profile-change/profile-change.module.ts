import { Module } from '@nestjs/common';
import { AccountModule } from '../account/account.module.js';
import { BeginProfileChangeService } from './begin-profile-change.service.js';
import { CaseKeys } from './case-key.js';
import { EnterpriseProfileChangeController } from './enterprise-profile-change.controller.js';
import { ProfileChangeController } from './profile-change.controller.js';
import { ProfileChangeListService } from './profile-change-list.service.js';
import { ProfileChangePapersService } from './profile-change-papers.service.js';
import { ProfileChangePresenter } from './profile-change.presenter.js';
import { ProfileChangeReviewController } from './profile-change-review.controller.js';
import { ProfileChangeService } from './profile-change.service.js';
import { ReviewProfileChangeService } from './review-profile-change.service.js';

/** `own` of the applicant comes before `:id` of the reviewer. */
@Module({
  imports: [AccountModule],
  controllers: [ProfileChangeController, ProfileChangeReviewController, EnterpriseProfileChangeController],
  providers: [
    BeginProfileChangeService,
    CaseKeys,
    ProfileChangeListService,
    ProfileChangePapersService,
    ProfileChangePresenter,
    ProfileChangeService,
    ReviewProfileChangeService,
  ],
})
export class ProfileChangeModule {}
