import { leftOut } from './left-out.ts';

/** Replaces `chat-stream.js` of `@slack/web-api`. */
export const ChatStreamer = function (): never {
  throw leftOut('ChatStreamer of @slack/web-api');
};

const failUpload = (): never => {
  throw leftOut('file upload of @slack/web-api');
};

/** These replace `file-upload.js` of `@slack/web-api`. */
export const getFileUploadJob = failUpload;
export const getMultipleFileUploadJobs = failUpload;
export const getAllFileUploadsToComplete = failUpload;
