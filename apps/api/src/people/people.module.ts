import { Module } from '@nestjs/common';
import { AccountModule } from '../account/account.module.js';
import { AcceptInvitationService } from './accept-invitation.service.js';
import { AccountAdminController } from './account-admin.controller.js';
import { AccountAdminService } from './account-admin.service.js';
import { BranchController } from './branch.controller.js';
import { BranchService } from './branch.service.js';
import { AcceptInvitationController, InvitationController } from './invitation.controller.js';
import { InvitationService } from './invitation.service.js';
import { MemberController } from './member.controller.js';
import { MemberService } from './member.service.js';

@Module({
  // Passwords are hashed in one bounded queue.
  imports: [AccountModule],
  controllers: [
    AcceptInvitationController,
    AccountAdminController,
    BranchController,
    InvitationController,
    MemberController,
  ],
  providers: [AcceptInvitationService, AccountAdminService, BranchService, InvitationService, MemberService],
})
export class PeopleModule {}
