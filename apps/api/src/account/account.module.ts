import { Module } from '@nestjs/common';
import { AuthCookies } from './auth-cookies.js';
import { AuthController } from './auth.controller.js';
import { AuthService } from './auth.service.js';
import { DemoController } from './demo.controller.js';
import { DemoService } from './demo.service.js';
import { LoginAttempts } from './login-attempts.service.js';
import { PasswordHasher } from './password-hasher.js';
import { RecoveryController } from './recovery.controller.js';
import { RecoveryService } from './recovery.service.js';
import { SessionService } from './session.service.js';

@Module({
  controllers: [AuthController, RecoveryController, DemoController],
  providers: [
    AuthCookies,
    AuthService,
    DemoService,
    LoginAttempts,
    PasswordHasher,
    RecoveryService,
    SessionService,
  ],
})
export class AccountModule {}
