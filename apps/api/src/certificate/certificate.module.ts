import { Module } from '@nestjs/common';
import { CertificateController } from './certificate.controller.js';
import { CertificateService } from './certificate.service.js';
import { EndCertificateService } from './end-certificate.service.js';
import { IssueCertificateService } from './issue-certificate.service.js';
import { VerifyController } from './verify.controller.js';
import { VerifyService } from './verify.service.js';

@Module({
  controllers: [CertificateController, VerifyController],
  providers: [CertificateService, IssueCertificateService, EndCertificateService, VerifyService],
})
export class CertificateModule {}
