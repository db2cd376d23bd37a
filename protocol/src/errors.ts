import { Type, type Static } from 'typebox'

interface CatalogueEntry {
  /** HTTP status that says the same thing. */
  status: number
  vi: string
  en: string
}

/**
 * Every error that crosses the wire. The code is stable and is what programs test; the sentences are for people.
 * `{name}` in a sentence is filled from the error's data.
 */
export const ERROR_CATALOGUE = {
  invalid_message: {
    status: 400,
    vi: 'Thông điệp không đúng định dạng.',
    en: 'The message is not in the expected form.',
  },
  unknown_message: {
    status: 404,
    vi: 'Máy chủ không biết loại thông điệp này.',
    en: 'The server does not know this kind of message.',
  },
  message_too_large: {
    status: 413,
    vi: 'Thông điệp quá lớn.',
    en: 'The message is too large.',
  },
  too_many_messages: {
    status: 429,
    vi: 'Gửi quá nhiều thông điệp. Xin chờ vài giây rồi thử lại.',
    en: 'Too many messages. Wait a few seconds and try again.',
  },
  hello_required: {
    status: 401,
    vi: 'Trang chưa chào máy chủ. Xin tải lại trang.',
    en: 'The page has not introduced itself. Reload the page.',
  },
  hello_repeated: {
    status: 409,
    vi: 'Trang đã chào máy chủ rồi.',
    en: 'The page has already introduced itself.',
  },
  protocol_too_old: {
    status: 426,
    vi: 'Trang này thuộc phiên bản cũ. Trang sẽ tự tải lại.',
    en: 'This page is from an older version. It reloads by itself.',
  },
  protocol_too_new: {
    status: 426,
    vi: 'Trang này mới hơn máy chủ. Xin báo kíp trực kỹ thuật.',
    en: 'This page is newer than the server. Tell the duty crew.',
  },
  not_logged_in: {
    status: 401,
    vi: 'Bạn chưa đăng nhập hoặc phiên đăng nhập đã hết hạn.',
    en: 'You are not logged in, or the login has expired.',
  },
  wrong_login: {
    status: 401,
    vi: 'Tên đăng nhập hoặc mật khẩu không đúng.',
    en: 'The user name or the password is wrong.',
  },
  too_many_attempts: {
    status: 429,
    vi: 'Thử sai quá nhiều lần. Xin chờ {waitSeconds} giây.',
    en: 'Too many failed attempts. Wait {waitSeconds} seconds.',
  },
  device_unknown: {
    status: 401,
    vi: 'Thiết bị này chưa được ghép với điểm cầu, hoặc đã bị gỡ. Xin xin mã ghép mới từ kíp trực.',
    en: 'This device is not paired with a site, or was removed. Ask the duty crew for a new code.',
  },
  device_proof_wrong: {
    status: 401,
    vi: 'Không xác minh được thiết bị. Xin ghép lại điểm cầu.',
    en: 'The device could not prove itself. Pair the site again.',
  },
  device_in_use: {
    status: 409,
    vi: 'Điểm cầu này đang mở ở một cửa sổ hoặc máy khác.',
    en: 'This site is already open in another window or on another computer.',
  },
  replaced: {
    status: 409,
    vi: 'Điểm cầu này vừa được mở ở một cửa sổ hoặc máy khác.',
    en: 'This site was just opened in another window or on another computer.',
  },
  pairing_code_wrong: {
    status: 404,
    vi: 'Mã ghép không đúng hoặc đã hết hạn. Xin đọc lại mã với kíp trực.',
    en: 'The code is wrong or has expired. Check it with the duty crew.',
  },
  forbidden: {
    status: 403,
    vi: 'Bạn không có quyền làm việc này ở đơn vị này.',
    en: 'You may not do this for this unit.',
  },
  not_found: {
    status: 404,
    vi: 'Không tìm thấy.',
    en: 'Not found.',
  },
  session_not_found: {
    status: 404,
    vi: 'Không có phiên họp này, hoặc phiên họp đã kết thúc.',
    en: 'There is no such session, or it has ended.',
  },
  site_not_found: {
    status: 404,
    vi: 'Không có điểm cầu này trong danh mục.',
    en: 'There is no such site in the directory.',
  },
  site_not_invited: {
    status: 409,
    vi: 'Điểm cầu này không thuộc phiên họp.',
    en: 'This site is not part of the session.',
  },
  site_busy: {
    status: 409,
    vi: 'Điểm cầu đang thuộc một phiên họp khác: {title}.',
    en: 'The site is in another session: {title}.',
  },
  no_meeting: {
    status: 409,
    vi: 'Điểm cầu chưa có phiên họp nào đang diễn ra.',
    en: 'There is no session in progress for this site.',
  },
  already_requested: {
    status: 409,
    vi: 'Điểm cầu đã đăng ký phát biểu.',
    en: 'The site has already asked to speak.',
  },
  request_not_found: {
    status: 404,
    vi: 'Không có đăng ký phát biểu này, hoặc lượt phát biểu đã kết thúc.',
    en: 'There is no such request to speak, or the speech is over.',
  },
  wrong_floor_state: {
    status: 409,
    vi: 'Không làm được khi lượt phát biểu đang ở trạng thái «{state}».',
    en: 'Not possible while the request is in state "{state}".',
  },
  site_not_connected: {
    status: 409,
    vi: 'Điểm cầu đang mất kết nối, chưa mời phát biểu được.',
    en: 'The site is not connected, so it can not be given the floor.',
  },
  stage_full: {
    status: 409,
    vi: 'Màn hình chính đã đủ {places} điểm cầu phát biểu.',
    en: 'The stage already has {places} speaking sites.',
  },
  microphones_full: {
    status: 409,
    vi: 'Đã đủ {limit} micro được bật cùng lúc.',
    en: '{limit} microphones are open already.',
  },
  microphone_not_allowed: {
    status: 403,
    vi: 'Điểm cầu chưa được mời phát biểu nên micro vẫn tắt.',
    en: 'The site has not been given the floor, so its microphone stays closed.',
  },
  content_not_allowed: {
    status: 403,
    vi: 'Chỉ điểm cầu chủ tọa hoặc đang phát biểu mới được trình chiếu.',
    en: 'Only the chair or a speaking site may present.',
  },
  talkback_on_stage: {
    status: 409,
    vi: 'Điểm cầu đang ở trên màn hình chính: không đàm thoại kỹ thuật được lúc này.',
    en: 'The site is on stage: there is no talkback with it now.',
  },
  talkback_busy: {
    status: 409,
    vi: '{by} đang đàm thoại kỹ thuật với điểm cầu này.',
    en: '{by} is in a talkback with this site.',
  },
  too_many_notices: {
    status: 409,
    vi: 'Đã có {limit} thông báo đang hiện. Hãy gỡ bớt thông báo cũ trước.',
    en: 'There are {limit} messages on the screens. Take an old one down first.',
  },
  chat_too_fast: {
    status: 429,
    vi: 'Điểm cầu vừa gửi nhiều tin liên tiếp. Xin chờ một phút rồi gửi tiếp.',
    en: 'This site has written many lines in a row. Wait a minute, then write again.',
  },
  no_paper: {
    status: 409,
    vi: 'Hiện không có tài liệu nào đang mở.',
    en: 'No paper is open now.',
  },
  paper_other: {
    status: 409,
    vi: 'Tài liệu đang mở đã đổi. Xin xem lại.',
    en: 'Another paper has been opened meanwhile.',
  },
  paper_page: {
    status: 400,
    vi: 'Tài liệu chỉ có {pages} trang.',
    en: 'The paper has {pages} pages.',
  },
  paper_not_of_session: {
    status: 403,
    vi: 'Tài liệu này không thuộc phiên họp.',
    en: 'This paper does not belong to the session.',
  },
  paper_not_showable: {
    status: 415,
    vi: 'Chỉ mở được tài liệu PDF và hình ảnh PNG, JPEG tại các điểm cầu. Hãy chuyển tài liệu sang PDF rồi tải lên.',
    en: 'Only PDF papers and PNG or JPEG pictures can be opened at the sites. Turn the paper into a PDF and upload it again.',
  },
  paper_picture_too_large: {
    status: 413,
    vi: 'Ảnh có {megapixels} triệu điểm ảnh, vượt quá {limit} triệu: máy tính tại điểm cầu không hiển thị được. Hãy thu nhỏ ảnh rồi tải lên lại.',
    en: 'The picture has {megapixels} megapixels, more than {limit}: the computers at the sites can not show it. Make it smaller and upload it again.',
  },
  not_presenter: {
    status: 403,
    vi: 'Điểm cầu này không được giao lật trang tài liệu.',
    en: 'This site has not been given the pages of the paper to turn.',
  },
  presenter_off_stage: {
    status: 409,
    vi: 'Chỉ điểm cầu chủ tọa hoặc đang phát biểu mới được giao lật trang tài liệu.',
    en: 'Only the chair or a speaking site may be given the pages to turn.',
  },
  paper_address_over: {
    status: 403,
    vi: 'Địa chỉ xem tài liệu không còn hiệu lực.',
    en: 'This address of the paper is no longer valid.',
  },
  is_chair: {
    status: 409,
    vi: 'Điểm cầu chủ tọa luôn có quyền phát biểu, không cần đăng ký.',
    en: 'The chair always has the floor and need not ask.',
  },
  roll_closed: {
    status: 409,
    vi: 'Điểm danh đã kết thúc. Cần sửa số đại biểu, xin gọi kíp trực kỹ thuật.',
    en: 'The roll call is closed. To correct the numbers, call the duty crew.',
  },
  roll_more_than_invited: {
    status: 400,
    vi: 'Số có mặt ({present}) nhiều hơn số triệu tập ({invited}). Xin xem lại hai số.',
    en: '{present} present are more than the {invited} who were invited. Look at both numbers again.',
  },
  roll_elsewhere: {
    status: 409,
    vi: 'Điểm cầu đang họp riêng với đơn vị của mình và điểm danh ở đó.',
    en: 'The site is meeting with its own unit and answers the roll call there.',
  },
  roll_site_present: {
    status: 409,
    vi: 'Điểm cầu đã báo có mặt {present} đại biểu nên không ghi vắng được. Xin sửa số có mặt trước.',
    en: 'The site has said that {present} are present, so it can not be excused. Correct the number first.',
  },
  roll_not_called: {
    status: 409,
    vi: 'Chưa điểm danh nên chưa có gì để chốt.',
    en: 'The roll has not been called, so there is nothing to freeze.',
  },
  roll_frozen_often: {
    status: 409,
    vi: 'Phiên họp đã có {limit} lần chốt điểm danh, không chốt thêm được.',
    en: 'The roll of this session was frozen {limit} times, and can not be frozen again.',
  },
  quorum_impossible: {
    status: 400,
    vi: 'Không bao giờ đủ được nhiều hơn toàn bộ. Xin sửa lại tỷ lệ.',
    en: 'More than everybody can never be reached. Change the share.',
  },
  floor_lecture: {
    status: 409,
    vi: 'Đang ở chế độ chỉ chủ tọa phát biểu nên chưa đăng ký hoặc mời phát biểu được.',
    en: 'Only the chair speaks at present, so nobody can ask to speak or be given the floor.',
  },
  floor_changed: {
    status: 409,
    vi: 'Người khác vừa thay đổi lượt phát biểu. Xin xem lại rồi mời.',
    en: 'Somebody else has just given or taken the floor. Look again, then give it.',
  },
  queue_closed: {
    status: 409,
    vi: 'Chủ tọa đã đóng danh sách đăng ký phát biểu. Điểm cầu đã đăng ký vẫn giữ thứ tự.',
    en: 'The speaking queue is closed. Who has asked already keeps the place.',
  },
  district_queue_closed: {
    status: 409,
    vi: 'Danh sách đăng ký phát biểu của {district} đã đóng. Điểm cầu đã đăng ký vẫn giữ thứ tự.',
    en: 'The speaking queue of {district} is closed. Who has asked already keeps the place.',
  },
  not_in_district: {
    status: 409,
    vi: 'Lượt này không thuộc danh sách chờ của đơn vị cấp dưới nào.',
    en: 'This does not belong to the queue of any district.',
  },
  no_delegation: {
    status: 409,
    vi: 'Phiên họp không tổ chức đăng ký qua đơn vị cấp dưới.',
    en: 'Requests of this session do not go through the districts.',
  },
  time_is_up: {
    status: 409,
    vi: 'Đã hết thời gian phát biểu nên micro được đóng. Xin chờ chủ tọa cho thêm thời gian.',
    en: 'The time of the speech is over, so its microphone was closed. Wait until the chair gives more time.',
  },
  speech_without_limit: {
    status: 409,
    vi: 'Lượt phát biểu này không giới hạn thời gian nên không cần thêm hoặc bớt.',
    en: 'This speech has no time limit that could be extended.',
  },
  stage_held: {
    status: 409,
    vi: 'Phiên họp đang tạm dừng nên chưa bật micro hoặc mời phát biểu được. Xin kết thúc tạm dừng trước.',
    en: 'The session is paused: no microphone opens and nobody is given the floor. End the pause first.',
  },
  remote_microphone_refused: {
    status: 403,
    vi: 'Điểm cầu này không cho bật micro từ xa. Xin đề nghị điểm cầu tự bật.',
    en: 'This site does not let its microphone be opened from afar. Ask it to open it itself.',
  },
  not_on_stage: {
    status: 409,
    vi: 'Điểm cầu chưa có trên màn hình chính nên không ghim được.',
    en: 'The site is not on stage, so it can not be pinned.',
  },
  agenda_item_not_found: {
    status: 404,
    vi: 'Chương trình họp không có mục này.',
    en: 'There is no such item on the agenda.',
  },
  agenda_item_begun: {
    status: 409,
    vi: 'Mục này đã tiến hành nên không bỏ qua được.',
    en: 'This item has been begun and can not be left out any more.',
  },
  no_item_under_way: {
    status: 409,
    vi: 'Không có mục nào của chương trình đang tiến hành.',
    en: 'No item of the agenda is under way.',
  },
  not_a_paper: {
    status: 409,
    vi: 'Mục này không phải tham luận của một điểm cầu.',
    en: 'This item is not a paper that a site gives.',
  },
  no_paper_left: {
    status: 409,
    vi: 'Chương trình không còn tham luận nào chưa trình bày.',
    en: 'No paper of the agenda is left to be called.',
  },
  paper_called: {
    status: 409,
    vi: 'Đã gọi tham luận «{title}», đang chờ trình bày. Xin mời phát biểu, hoặc chọn đích danh tham luận khác.',
    en: 'The paper "{title}" has been called and waits. Give it the floor, or name another paper.',
  },
  speech_is_paper: {
    status: 409,
    vi: 'Đây là tham luận theo chương trình nên không đổi loại phát biểu được.',
    en: 'This is a paper of the agenda and stays one.',
  },
  branch_has_chair: {
    status: 409,
    vi: 'Điểm cầu chủ tọa thuộc đơn vị này nên chưa tách được. Xin chuyển chủ tọa cho điểm cầu khác trước.',
    en: 'The chair’s site belongs to this unit, so it can not meet on its own. Hand the chair over first.',
  },
  branch_of_host: {
    status: 409,
    vi: 'Không tách được chính đơn vị chủ trì phiên họp.',
    en: 'The unit that hosts the session can not be detached from it.',
  },
  branch_without_sites: {
    status: 409,
    vi: 'Phiên họp không có điểm cầu nào của đơn vị này để tách.',
    en: 'The session has no site of this unit to detach.',
  },
  branch_already_detached: {
    status: 409,
    vi: 'Đơn vị này đang họp riêng.',
    en: 'This unit is already meeting on its own.',
  },
  branch_nested: {
    status: 409,
    vi: 'Phiên họp riêng không tách tiếp được. Xin nhập lại phiên họp chung trước.',
    en: 'A meeting that was detached can not be divided again. Attach it first.',
  },
  branch_not_detached: {
    status: 409,
    vi: 'Phiên họp này không phải là phiên họp riêng đã tách, hoặc đã nhập lại rồi.',
    en: 'This session was not detached from another one, or is attached again already.',
  },
  parent_ended: {
    status: 409,
    vi: 'Phiên họp chung đã kết thúc nên không nhập lại được. Khi họp riêng xong, xin bấm kết thúc phiên họp.',
    en: 'The common session has ended, so there is nothing to attach to. End this session when it is over.',
  },
  vote_keeps_sites: {
    status: 409,
    vi: 'Đơn vị này đang có quyền biểu quyết «{title}» nên chưa tách được. Xin kết thúc biểu quyết trước.',
    en: 'This unit has a right to vote on "{title}" and can not be detached. End the vote first.',
  },
  motion_not_found: {
    status: 404,
    vi: 'Không có nội dung biểu quyết này trong phiên họp.',
    en: 'There is no such motion in this session.',
  },
  motion_invalid: {
    status: 400,
    vi: 'Nội dung biểu quyết chưa dùng được: {vi}.',
    en: 'The motion can not be put to the vote: {en}.',
  },
  motion_opened: {
    status: 409,
    vi: 'Nội dung này đã được đưa ra biểu quyết nên không sửa, không mở lại được.',
    en: 'This motion was put to the vote already; it can be neither changed nor opened again.',
  },
  motion_counting: {
    status: 409,
    vi: 'Đang kiểm phiếu. Xin chờ vài giây rồi làm lại.',
    en: 'The ballots are being counted. Wait a few seconds and try again.',
  },
  motion_over: {
    status: 409,
    vi: 'Nội dung này đã kiểm phiếu hoặc đã được rút.',
    en: 'This motion was counted or withdrawn already.',
  },
  motion_not_counted: {
    status: 409,
    vi: 'Nội dung này chưa có kết quả kiểm phiếu.',
    en: 'This motion has no result yet.',
  },
  motion_not_tied: {
    status: 409,
    vi: 'Kết quả không ngang phiếu, hoặc chủ tọa đã quyết định.',
    en: 'The votes are not equal, or the chair has decided already.',
  },
  too_many_motions: {
    status: 409,
    vi: 'Phiên họp đã có {limit} nội dung biểu quyết, không thêm được nữa.',
    en: 'The session has {limit} motions already: no more can be added.',
  },
  vote_already_open: {
    status: 409,
    vi: 'Đang biểu quyết «{title}». Xin kết thúc trước khi mở nội dung khác.',
    en: 'The vote on "{title}" is still open. End it before opening another one.',
  },
  vote_without_rights: {
    status: 409,
    vi: 'Chưa có ai được quyền biểu quyết: chưa điểm cầu nào có mặt, hoặc chưa điểm danh số đại biểu.',
    en: 'Nobody has a right to vote yet: no site is present, or the delegates were not counted.',
  },
  no_quorum: {
    status: 409,
    vi: 'Chưa đủ điều kiện về số đại biểu để biểu quyết: {vi}.',
    en: 'There is no quorum for a vote: {en}.',
  },
  vote_not_open: {
    status: 409,
    vi: 'Nội dung này không còn hoặc chưa trong thời gian biểu quyết.',
    en: 'This motion is not open for voting.',
  },
  already_voted: {
    status: 409,
    vi: 'Điểm cầu đã biểu quyết nội dung này. Mỗi điểm cầu chỉ biểu quyết một lần.',
    en: 'The site has voted on this motion already. Each site votes once.',
  },
  no_vote: {
    status: 403,
    vi: 'Điểm cầu không có quyền biểu quyết nội dung này.',
    en: 'The site has no right to vote on this motion.',
  },
  ballot_invalid: {
    status: 400,
    vi: 'Phiếu không hợp lệ: số phiếu vượt quá quyền của điểm cầu, hoặc chưa chọn phương án nào.',
    en: 'The ballot is not valid: it has more votes than the site, or none at all.',
  },
  vote_secret: {
    status: 409,
    vi: 'Biểu quyết kín chỉ thực hiện tại điểm cầu, không nhập hộ qua điện thoại.',
    en: 'A secret vote is cast at the site itself and can not be entered by telephone.',
  },
  session_state: {
    status: 409,
    vi: 'Không làm được khi phiên họp ở trạng thái «{stateVi}».',
    en: 'Not possible while the session is {stateEn}.',
  },
  session_over: {
    status: 409,
    vi: 'Thời gian họp đã qua. Xin sửa thời gian trước.',
    en: 'The time of the session has passed. Change the time first.',
  },
  session_field_fixed: {
    status: 409,
    vi: 'Phiên họp {stateVi} nên không sửa được mục này ({field}).',
    en: 'This can not be changed while the session is {stateEn} ({field}).',
  },
  session_invalid: {
    status: 400,
    vi: 'Xin sửa lại kế hoạch phiên họp: {vi}.',
    en: 'The plan of the session has to be changed: {en}.',
  },
  sites_busy: {
    status: 409,
    vi: 'Chưa mở được: {count} điểm cầu đang ở phiên họp khác: {whereVi}. Xin kết thúc phiên đó trước, hoặc bỏ các điểm cầu này khỏi giấy mời.',
    en: 'It can not be opened: {count} sites are in another session: {whereEn}. End that session first, or take these sites off the invitation.',
  },
  session_in_series: {
    status: 409,
    vi: 'Phiên họp này đã thuộc một lịch định kỳ.',
    en: 'This session belongs to a series already.',
  },
  recurrence_invalid: {
    status: 400,
    vi: 'Lịch định kỳ chưa dùng được: {vi}.',
    en: 'The recurrence can not be kept: {en}.',
  },
  report_not_there: {
    status: 404,
    vi: 'Phiên họp chưa diễn ra nên chưa có báo cáo.',
    en: 'The session has not been held, so that there is no report of it.',
  },
  document_not_found: {
    status: 404,
    vi: 'Không có tài liệu này, hoặc tài liệu đã bị xóa.',
    en: 'There is no such document, or it was removed.',
  },
  document_too_large: {
    status: 413,
    vi: 'Tệp lớn quá {megabytes} MB.',
    en: 'The file is larger than {megabytes} MB.',
  },
  document_empty: {
    status: 400,
    vi: 'Tệp không có nội dung.',
    en: 'The file is empty.',
  },
  document_wrong_type: {
    status: 415,
    vi: 'Nội dung tệp không đúng loại đã khai, hoặc tệp bị hỏng. Chỉ nhận PDF, PNG, JPEG, Word, Excel, PowerPoint không có macro.',
    en: 'The file is not what it is said to be, or it is damaged. PDF, PNG, JPEG, Word, Excel and PowerPoint without macros are accepted.',
  },
  document_infected: {
    status: 422,
    vi: 'Tệp bị phát hiện có vi-rút nên không được nhận.',
    en: 'A virus was found in the file. It was not accepted.',
  },
  scan_failed: {
    status: 503,
    vi: 'Chưa quét được vi-rút nên tệp chưa được nhận. Xin thử lại, hoặc báo kíp trực kỹ thuật.',
    en: 'The file could not be scanned for viruses, so it was not accepted. Try again, or tell the duty crew.',
  },
  conflict: {
    status: 409,
    vi: 'Dữ liệu vừa thay đổi. Xin xem lại rồi làm lại.',
    en: 'The data has just changed. Look again and repeat.',
  },
  version_required: {
    status: 428,
    vi: 'Yêu cầu phải kèm phiên bản dữ liệu đã xem (If-Match).',
    en: 'The request must name the version that was looked at (If-Match).',
  },
  changed_meanwhile: {
    status: 412,
    vi: 'Người khác vừa sửa dữ liệu này. Xin xem phần khác nhau rồi chọn.',
    en: 'Somebody else has just changed this. Look at the difference, then choose.',
  },
  directory_invalid: {
    status: 422,
    vi: 'Danh mục không nhận thay đổi này: {reasonVi}.',
    en: 'The directory does not take this change: {reasonEn}.',
  },
  directory_unchanged: {
    status: 409,
    vi: 'Không có gì thay đổi so với danh mục hiện tại.',
    en: 'Nothing differs from the directory as it is.',
  },
  directory_undo_stale: {
    status: 409,
    vi: 'Không hoàn tác được: sau lần thay đổi {revision}, các mục này đã được sửa tiếp. Xin hoàn tác lần sửa sau trước.',
    en: 'Change {revision} can not be taken back: what it touched was changed again since. Take the later change back first.',
  },
  directory_undo_first: {
    status: 409,
    vi: 'Không hoàn tác được lần nạp danh mục đầu tiên.',
    en: 'The first import of the directory can not be taken back.',
  },
  directory_plan_impossible: {
    status: 422,
    vi: 'Không lập được phương án: {reasonVi}.',
    en: 'This can not be planned: {reasonEn}.',
  },
  import_refused_rows: {
    status: 409,
    vi: 'Có {count} dòng bị từ chối. Xin sửa tệp, hoặc chọn bỏ qua các dòng đó.',
    en: '{count} rows are refused. Correct the file, or choose to leave them out.',
  },
  import_too_many: {
    status: 429,
    vi: 'Đang có quá nhiều tệp chờ nhập. Xin áp dụng hoặc bỏ bớt, rồi thử lại.',
    en: 'Too many files wait to be applied. Apply or discard some, then try again.',
  },
  token_scope: {
    status: 403,
    vi: 'Mã truy cập này không được cấp quyền «{scope}».',
    en: 'This token has no leave for "{scope}".',
  },
  token_invalid: {
    status: 401,
    vi: 'Mã truy cập không đúng, đã hết hạn hoặc đã bị thu hồi.',
    en: 'The token is wrong, has expired or was revoked.',
  },
  password_change_required: {
    status: 403,
    vi: 'Bạn đang dùng mật khẩu được cấp lần đầu. Xin đổi mật khẩu trước khi làm việc.',
    en: 'You are using a first password. Change it before you go on.',
  },
  password_too_short: {
    status: 400,
    vi: 'Mật khẩu phải có ít nhất {least} ký tự.',
    en: 'A password has at least {least} characters.',
  },
  password_like_name: {
    status: 400,
    vi: 'Mật khẩu không được chứa tên đăng nhập.',
    en: 'A password must not contain the user name.',
  },
  password_common: {
    status: 400,
    vi: 'Mật khẩu này quá phổ biến, dễ bị đoán. Xin chọn mật khẩu khác.',
    en: 'This password is too common and easily guessed. Choose another one.',
  },
  password_same: {
    status: 400,
    vi: 'Mật khẩu mới phải khác mật khẩu đang dùng.',
    en: 'The new password must differ from the present one.',
  },
  wrong_password: {
    status: 403,
    vi: 'Mật khẩu hiện tại không đúng.',
    en: 'The present password is wrong.',
  },
  no_password: {
    status: 409,
    vi: 'Tài khoản này chỉ dùng đăng nhập một lần (SSO) nên không có mật khẩu để đổi.',
    en: 'This account logs in by the single sign-on and has no password to change.',
  },
  user_name_taken: {
    status: 409,
    vi: 'Tên đăng nhập «{userName}» đã có người dùng.',
    en: 'The user name "{userName}" is taken.',
  },
  last_administrator: {
    status: 409,
    vi: 'Đây là quản trị viên cuối cùng của toàn hệ thống nên không khóa, không bỏ quyền được.',
    en: 'This is the last administrator of the whole system, who can not be disabled or lose that role.',
  },
  too_many_tokens: {
    status: 409,
    vi: 'Đã có {limit} mã truy cập. Xin thu hồi mã không dùng nữa trước.',
    en: 'There are {limit} tokens already. Revoke those that are no longer used first.',
  },
  rights_changed: {
    status: 401,
    vi: 'Quyền của bạn vừa được thay đổi. Trang đang kết nối lại.',
    en: 'Your roles have just been changed. The page connects again.',
  },
  sso_not_configured: {
    status: 404,
    vi: 'Hệ thống chưa bật đăng nhập một lần (SSO).',
    en: 'The single sign-on is not set up.',
  },
  sso_unavailable: {
    status: 503,
    vi: 'Chưa liên lạc được với hệ thống đăng nhập một lần. Xin thử lại, hoặc đăng nhập bằng mật khẩu.',
    en: 'The single sign-on can not be reached. Try again, or log in by password.',
  },
  sso_denied: {
    status: 403,
    vi: 'Hệ thống đăng nhập một lần không cho đăng nhập.',
    en: 'The single sign-on did not let you in.',
  },
  sso_expired: {
    status: 400,
    vi: 'Lần đăng nhập này đã hết hạn hoặc đã được dùng. Xin bấm đăng nhập lại.',
    en: 'This attempt to log in has expired or was used before. Begin again.',
  },
  sso_failed: {
    status: 401,
    vi: 'Không xác minh được kết quả đăng nhập một lần. Xin thử lại.',
    en: 'The answer of the single sign-on could not be verified. Try again.',
  },
  sso_unknown_person: {
    status: 403,
    vi: 'Người này chưa có tài khoản trên hệ thống, hoặc tài khoản đang bị khóa. Xin liên hệ quản trị viên của đơn vị.',
    en: 'This person has no account here, or it is disabled. Ask the administrator of your unit.',
  },
  unsupported_file: {
    status: 415,
    vi: 'Loại tệp này không được nhận.',
    en: 'This kind of file is not accepted.',
  },
  chair_busy: {
    status: 409,
    vi: 'Điểm cầu chủ tọa đang chủ trì phiên họp khác: «{title}». Xin kết thúc phiên đó trước, hoặc chọn điểm cầu chủ tọa khác.',
    en: 'The chair’s site has the chair of another session: "{title}". End that one first, or choose another chair.',
  },
  chair_can_not_leave: {
    status: 409,
    vi: 'Điểm cầu đang chủ trì phiên họp «{title}» nên chưa vào họp khẩn được. Xin chuyển chủ tọa hoặc kết thúc phiên đó trước.',
    en: 'The site has the chair of "{title}" and can not leave it. Hand the chair over or end that session first.',
  },
  not_called: {
    status: 409,
    vi: 'Điểm cầu này không được mời họp khẩn, hoặc cuộc họp đã kết thúc.',
    en: 'This site is not called, or the urgent call is over.',
  },
  nobody_called: {
    status: 422,
    vi: 'Chưa chọn điểm cầu nào để mời họp khẩn.',
    en: 'No site is chosen to be called.',
  },
  notice_not_resendable: {
    status: 409,
    vi: 'Chỉ gửi lại được thông báo gửi không thành công hoặc không chắc đã tới.',
    en: 'Only a notice that failed, or of which it is not certain, can be sent again.',
  },
  media_unavailable: {
    status: 503,
    vi: 'Máy chủ hình ảnh, âm thanh đang khởi động lại. Hệ thống tự thử lại.',
    en: 'The media node is starting again. The system retries by itself.',
  },
  media_refused: {
    status: 409,
    vi: 'Máy chủ hình ảnh, âm thanh từ chối yêu cầu: {reason}.',
    en: 'The media node refused the request: {reason}.',
  },
  storage_failed: {
    status: 507,
    vi: 'Không ghi được dữ liệu (đĩa đầy hoặc hỏng). Việc vừa làm chưa có hiệu lực.',
    en: 'The data could not be written (disk full or broken). What you did has not taken effect.',
  },
  not_ready: {
    status: 503,
    vi: 'Máy chủ đang khởi động. Hệ thống tự thử lại.',
    en: 'The server is starting. The system retries by itself.',
  },
  internal: {
    status: 500,
    vi: 'Máy chủ gặp lỗi. Kíp trực kỹ thuật đã được báo qua nhật ký.',
    en: 'The server met an error. It is in the log for the duty crew.',
  },
} as const satisfies Record<string, CatalogueEntry>

export type ErrorCode = keyof typeof ERROR_CATALOGUE
export type ErrorData = Record<string, string | number | boolean | null>

export const ErrorCodeSchema = Type.Unsafe<ErrorCode>(
  Type.String({ enum: Object.keys(ERROR_CATALOGUE), description: 'stable code from the catalogue' }),
)

export const ErrorReplySchema = Type.Object({
  code: ErrorCodeSchema,
  message: Type.Object({ vi: Type.String(), en: Type.String() }),
  data: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
})
export type ErrorReply = Static<typeof ErrorReplySchema>

export type Language = 'vi' | 'en'

function fill(sentence: string, data: ErrorData): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(data, name) ? String(data[name]) : whole,
  )
}

/** The whole error as it goes over the wire: code, both sentences, and the data that explains it. */
export function errorReply(code: ErrorCode, data: ErrorData = {}): ErrorReply {
  const { vi, en } = ERROR_CATALOGUE[code]
  return { code, message: { vi: fill(vi, data), en: fill(en, data) }, data }
}

/** HTTP status of a code. */
export function statusOf(code: ErrorCode): number {
  return ERROR_CATALOGUE[code].status
}

/** A refusal on its way to the caller. Anything else that is thrown becomes `internal`. */
export class BridgeError extends Error {
  readonly code: ErrorCode
  readonly data: ErrorData

  constructor(code: ErrorCode, data: ErrorData = {}, options?: ErrorOptions) {
    super(errorReply(code, data).message.en, options)
    this.name = 'BridgeError'
    this.code = code
    this.data = data
  }
}
