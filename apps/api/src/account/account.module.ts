import { Module } from '@nestjs/common';
import { RenderService } from '../platform/renderer.provider.js';
import { AuthCookies } from './auth-cookies.js';
import { AuthController } from './auth.controller.js';
import { AuthService } from './auth.service.js';
import { RegistrationCheck } from './check-registration.js';
import { DemoController } from './demo.controller.js';
import { DemoService } from './demo.service.js';
import { CaseAssignments } from './case-assignment.service.js';
import { ContactCodes } from './contact-codes.service.js';
import { EnterpriseController } from './enterprise.controller.js';
import { EnterpriseService } from './enterprise.service.js';
import { LettersService } from './letters.service.js';
import { LoginAttempts } from './login-attempts.service.js';
import { PasswordHasher } from './password-hasher.js';
import { RecoveryController } from './recovery.controller.js';
import { RecoveryService } from './recovery.service.js';
import { RegisterService } from './register.service.js';
import { RegistrationLettersService } from './registration-letters.service.js';
import { RegistrationListService } from './registration-list.service.js';
import { RegistrationPapersService } from './registration-papers.service.js';
import { RegistrationPresenter } from './registration-presenter.js';
import { RegistrationReviewController } from './registration-review.controller.js';
import { RegistrationController } from './registration.controller.js';
import { RegistrationService } from './registration.service.js';
import { ResumeRegistrationService } from './resume-registration.service.js';
import { ReviewRegistrationService } from './review-registration.service.js';
import { SealedText } from './sealed-text.js';
import { SessionService } from './session.service.js';

@Module({
  controllers: [
    AuthController,
    RecoveryController,
    DemoController,
    EnterpriseController,
    RegistrationReviewController,
    RegistrationController,
  ],
  providers: [
    AuthCookies,
    AuthService,
    CaseAssignments,
    ContactCodes,
    DemoService,
    EnterpriseService,
    LettersService,
    LoginAttempts,
    PasswordHasher,
    RecoveryService,
    RegisterService,
    RegistrationCheck,
    RegistrationLettersService,
    RegistrationListService,
    RegistrationPapersService,
    RegistrationPresenter,
    RegistrationService,
    RenderService,
    ResumeRegistrationService,
    ReviewRegistrationService,
    SealedText,
    SessionService,
  ],
  exports: [AuthCookies, CaseAssignments, ContactCodes, LettersService, PasswordHasher, SealedText],
})
export class AccountModule {}
