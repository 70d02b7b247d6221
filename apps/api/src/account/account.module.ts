import { Module } from '@nestjs/common';
import { Admission } from './admission.service.js';
import { AuthCookies } from './auth-cookies.js';
import { AuthController } from './auth.controller.js';
import { AuthService } from './auth.service.js';
import { BackupCodes } from './backup-codes.js';
import { CaptchaService } from './captcha.service.js';
import { SecondFactorController } from './challenge.controller.js';
import { ChallengeService } from './challenge.service.js';
import { RegistrationCheck } from './check-registration.js';
import { DemoController } from './demo.controller.js';
import { DemoService } from './demo.service.js';
import { CaseAssignments } from './case-assignment.service.js';
import { ContactCodes } from './contact-codes.service.js';
import { EnterpriseController } from './enterprise.controller.js';
import { EnterpriseService } from './enterprise.service.js';
import { FormController } from './form.controller.js';
import { LettersService } from './letters.service.js';
import { LoginAttempts } from './login-attempts.service.js';
import { PasswordCheck } from './password-check.service.js';
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
import { ResetSecondFactorService, SecondFactorResetController } from './reset-second-factor.js';
import { ReviewRegistrationService } from './review-registration.service.js';
import { SealedText } from './sealed-text.js';
import { SecondFactors } from './second-factors.js';
import { SecurityController } from './security.controller.js';
import { SecurityService } from './security.service.js';
import { OwnSessionController } from './session-list.controller.js';
import { SessionListService } from './session-list.service.js';
import { SessionService } from './session.service.js';
import { WechatClient } from './wechat-client.js';
import { WechatController } from './wechat.controller.js';
import { WechatService } from './wechat.service.js';

@Module({
  controllers: [
    AuthController,
    SecondFactorController,
    SecurityController,
    OwnSessionController,
    SecondFactorResetController,
    WechatController,
    RecoveryController,
    DemoController,
    EnterpriseController,
    RegistrationReviewController,
    RegistrationController,
    FormController,
  ],
  providers: [
    Admission,
    AuthCookies,
    AuthService,
    CaseAssignments,
    ContactCodes,
    BackupCodes,
    CaptchaService,
    ChallengeService,
    DemoService,
    EnterpriseService,
    LettersService,
    LoginAttempts,
    PasswordCheck,
    PasswordHasher,
    RecoveryService,
    RegisterService,
    RegistrationCheck,
    RegistrationLettersService,
    RegistrationListService,
    RegistrationPapersService,
    RegistrationPresenter,
    RegistrationService,
    ResumeRegistrationService,
    ResetSecondFactorService,
    ReviewRegistrationService,
    SealedText,
    SecondFactors,
    SecurityService,
    SessionListService,
    SessionService,
    WechatClient,
    WechatService,
  ],
  exports: [
    AuthCookies,
    CaseAssignments,
    ContactCodes,
    LettersService,
    PasswordCheck,
    PasswordHasher,
    SealedText,
  ],
})
export class AccountModule {}
