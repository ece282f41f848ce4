"""Every rule that a record, a register or a setting is held to.

A rule is data: code, severity, message, hint and reason, in Vietnamese and English. `exemplary explain CODE` prints one.
The values in braces are filled in by the diagnostic.
"""

from exemplary.diagnostics import Diagnostic, Rule, Severity, Span

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

_TABLE: tuple[tuple[str, Severity, tuple[str, str], tuple[str, str], tuple[str, str]], ...] = (
    # The file
    ("encoding", E, ("tệp không phải văn bản UTF-8", "the file is not UTF-8 text"),
     ("lưu lại tệp với bảng mã UTF-8", "save the file again as UTF-8"),
     ("Mọi bản ghi là văn bản UTF-8; bảng mã khác làm hỏng dấu tiếng Việt.", "Every record is UTF-8 text; other encodings break Vietnamese marks.")),
    ("composition", N, ("chữ có dấu được gõ ở dạng tách rời; đã đọc như dạng dựng sẵn", "letters with marks are typed decomposed; read as composed"),
     ("không phải làm gì; có thể lưu lại ở dạng NFC", "nothing to do; the file can be saved in NFC"),
     ("Cùng một chữ phải cùng một mã để tìm kiếm và sắp xếp đúng.", "One letter must have one code, for search and order.")),
    ("front-matter", E, ("tệp .md phải mở đầu bằng phần khai báo giữa hai dòng ---", "a .md file begins with front matter between two --- lines"),
     ("thêm dòng --- ở đầu tệp và một dòng --- sau các trường", "add a line --- at the top and another after the fields"),
     ("Các trường của bản ghi đứng giữa hai dòng ---, câu chuyện đứng sau.", "A record's fields stand between two --- lines, its story after them.")),
    ("yaml-syntax", E, ("không đọc được YAML: {problem}", "this is not YAML: {problem}"),
     ("xem lại dấu hai chấm, dấu ngoặc, dấu nháy và thụt đầu dòng ở gần đây", "check colons, brackets, quotes and indentation near here"),
     ("Phần khai báo được viết bằng YAML.", "Front matter is written in YAML.")),
    ("duplicate-key", E, ("trường «{field}» được viết hai lần", "the field “{field}” is written twice"),
     ("giữ lại một", "keep one of them"), ("YAML giữ giá trị sau và lặng lẽ bỏ giá trị trước.", "YAML keeps the later value and silently drops the earlier.")),
    ("yaml-alias", E, ("không dùng mỏ neo (&) và bí danh (*) của YAML", "YAML anchors (&) and aliases (*) are not used"),
     ("viết giá trị ra, hoặc đặt nó trong dấu nháy", "write the value out, or quote it"),
     ("Mỗi bản ghi phải đọc được từ trên xuống, không tra ngược.", "A record is read from top to bottom without looking back.")),
    ("yaml-tag", E, ("không dùng thẻ của YAML ({tag})", "YAML tags are not used ({tag})"), ("bỏ thẻ, hoặc đặt giá trị trong dấu nháy", "drop the tag, or quote the value"),
     ("Kiểu của trường quyết định cách đọc giá trị.", "The field's type decides how a value is read.")),
    ("story-in-front-matter", E, ("trường «story» chỉ dùng trong tệp .yml", "“story” is a field of .yml files only"),
     ("đưa câu chuyện xuống dưới dòng --- thứ hai", "move the story below the second --- line"), ("Trong tệp .md, câu chuyện là phần sau dòng --- thứ hai.", "In a .md file the story is what follows the second --- line.")),
    ("symbolic-link", E, ("tệp là liên kết tượng trưng, không được đọc", "the file is a symbolic link and is not read"),
     ("thay bằng chính tệp đó", "put the file itself here"), ("Một liên kết có thể đưa tệp ở ngoài dự án lên mạng.", "A link could publish a file from outside the project.")),
    ("bad-slug", E, ("tên tệp «{slug}» không dùng làm địa chỉ được", "the file name “{slug}” cannot be an address"),
     ("đổi tên tệp thành «{better}»: chữ thường không dấu, số, gạch nối, tối đa 80 ký tự", "rename the file to “{better}”: small letters without marks, digits, hyphens, at most 80"),
     ("Tên tệp là địa chỉ của trang, báo chí sẽ dẫn về nó nhiều năm.", "The file name is the page's address, and the press links to it for years.")),
    ("reserved-slug", E, ("tên tệp «{slug}» đã dành cho trang của hệ thống", "the file name “{slug}” is reserved"),
     ("chọn tên khác", "choose another name"), ("Một số địa chỉ là của các danh sách.", "Some addresses belong to lists.")),
    ("duplicate-slug", E, ("«{ref}» đã có ở {other}", "“{ref}” is in {other} already"), ("đổi tên một trong hai tệp", "rename one of the two files"),
     ("Hai bản ghi không thể chung một địa chỉ.", "Two records cannot share one address.")),
    # Shapes and fields
    ("unknown-field", E, ("không có trường «{field}»", "there is no field “{field}”"), ("bỏ trường này, hoặc xem lại cách viết", "remove it, or check its spelling"),
     ("Một trường viết sai sẽ mất mà không ai biết.", "A misspelt field would be lost unnoticed.")),
    ("missing-field", E, ("thiếu trường «{field}»", "the field “{field}” is missing"), ("thêm «{field}: …»", "add “{field}: …”"),
     ("Trang không thể đứng được nếu thiếu trường này.", "The page cannot stand without it.")),
    ("wrong-shape", E, ("«{field}» phải là {expected_vi}", "“{field}” must be {expected_en}"), ("xem ví dụ trong tài liệu về dạng bản ghi", "see the examples of the record format"),
     ("Mỗi trường có một dạng: chữ, danh sách hay nhóm trường.", "A field has one shape: text, a list or a group of fields.")),
    ("comma-in-braces", E, ("«{field}» không có trong nhóm này; dấu phẩy trong {{…}} tách trường", "“{field}” does not belong here; a comma inside {{…}} separates fields"),
     ("đặt số trong dấu nháy: \"96,6\"", "quote the number: \"96,6\""), ("{{value: 96,6}} là hai trường trong YAML.", "{{value: 96,6}} is two keys in YAML.")),
    ("bad-choice", E, ("«{given}» không phải giá trị của «{field}»", "“{given}” is not a value of “{field}”"), ("chọn một trong: {choices}", "choose one of: {choices}"),
     ("Giá trị ngoài danh sách không có nhãn và không vào danh sách nào.", "A value outside the list has no label and no list.")),
    ("bad-date", E, ("«{given}» không phải dạng ngày dùng ở đây", "“{given}” is not a form of date used here"),
     ("viết 2024-05-19, 2024-05, 2024, 2024?, ../2024-05-19, 2021/.. hoặc 2016/2021", "write 2024-05-19, 2024-05, 2024, 2024?, ../2024-05-19, 2021/.. or 2016/2021"),
     ("Ngày viết một cách duy nhất thì mới sắp xếp và so sánh được.", "Dates written in one way can be sorted and compared.")),
    ("bad-moment", E, ("«{given}» không phải thời điểm", "“{given}” is not a moment"), ("viết 2024-05-19T10:47", "write 2024-05-19T10:47"),
     ("Thời điểm công bố cần cả ngày và giờ.", "A moment of publication needs day and hour.")),
    ("bad-whole-number", E, ("«{given}» không phải số nguyên dùng ở đây", "“{given}” is not a whole number used here"), ("viết {better}", "write {better}"),
     ("Số 0 ở đầu và dấu chấm không trong nháy bị hiểu khác nhau.", "Leading zeros and unquoted points are read in different ways.")),
    ("bad-number", E, ("«{given}» không phải số", "“{given}” is not a number"), ("viết 96.6 hoặc \"96,6\"", "write 96.6 or \"96,6\""),
     ("Số liệu phải đọc được một cách duy nhất.", "A figure must be readable in one way only.")),
    ("ambiguous-number", E, ("không rõ {given} là {thousands} hay {fraction}", "{given} may mean {thousands} or {fraction}"),
     ("viết {thousands} nếu là nghìn, \"{fraction}\" nếu là số lẻ", "write {thousands} for thousands, \"{fraction}\" for a fraction"),
     ("Dấu chấm là dấu nghìn trong tiếng Việt, dấu lẻ trong YAML.", "A point groups thousands in Vietnamese and marks fractions in YAML.")),
    ("bad-url", E, ("«{given}» không phải địa chỉ web", "“{given}” is not a web address"), ("viết địa chỉ đầy đủ, bắt đầu bằng https:// hoặc http://", "write the whole address, beginning with https:// or http://"),
     ("Liên kết khác http(s) có thể chạy mã trong trình duyệt của người đọc.", "Links other than http(s) could run code in the reader's browser.")),
    ("bad-focal", E, ("điểm chính của ảnh là hai số từ 0 đến 1", "the focal point is two numbers from 0 to 1"), ("ví dụ focal: [0.5, 0.3]", "for instance focal: [0.5, 0.3]"),
     ("Ảnh được cắt quanh điểm này.", "Pictures are cropped around this point.")),
    ("too-long", E, ("«{field}» dài {length} ký tự, tối đa {limit}", "“{field}” has {length} characters, at most {limit}"), ("rút gọn còn một câu", "cut it to one sentence"),
     ("Câu tóm tắt hiện trên thẻ, trong tìm kiếm và khi chia sẻ.", "The summary stands on cards, in search and in shared links.")),
    ("own-check", E, ("{problem_vi}", "{problem_en}"), ("{next_vi}", "{next_en}"), ("Các trường này phải hợp với nhau.", "These fields must agree.")),
    # Rules of publication
    ("minor-consent", E, ("người dưới 18 tuổi: cần cả guardian_consent và child_consent", "a minor: both guardian_consent and child_consent are needed"),
     ("ghi cả hai, hoặc để status: draft", "record both, or set status: draft"), ("Chuyện của trẻ em chỉ công bố khi trẻ và người giám hộ đồng ý.", "A child's story is published only with the child's and a guardian's consent.")),
    ("consent-required", E, ("trang này đòi hỏi căn cứ công bố (consent.basis)", "this site requires consent.basis"), ("thêm consent: {{basis: consent}} hoặc law, public-event, press", "add consent: {{basis: consent}}, or law, public-event, press"),
     ("Thiết đặt require_consent đang bật.", "The setting require_consent is on.")),
    ("sources-required", E, ("bản ghi này cần ít nhất một nguồn (sources)", "this record needs at least one source"), ("thêm sources: [{{title: …}}]", "add sources: [{{title: …}}]"),
     ("Mọi điều được công bố phải có nguồn để bạn đọc kiểm chứng.", "Readers must be able to check what is published.")),
    ("source-needed", N, ("không rõ giá trị này theo nguồn nào", "it is not said which source this value rests on"), ("thêm source: một trong {choices}", "add source: one of {choices}"),
     ("Khi bản ghi có nhiều nguồn, mỗi số liệu nêu nguồn của nó.", "With several sources, each figure names its own.")),
    ("unknown-source", E, ("«{given}» không phải nguồn của bản ghi này", "“{given}” is not one of this record's sources"), ("thêm vào sources, hoặc chọn một trong: {choices}", "add it to sources, or choose one of: {choices}"),
     ("source dẫn tới một nguồn trong chính bản ghi.", "`source` names one of the record's own sources.")),
    # References
    ("bad-reference", E, ("«{given}» không phải tham chiếu", "“{given}” is not a reference"), ("viết {better}", "write {better}"), ("Tham chiếu là loại/tên, ví dụ individuals/le-thi-mau.", "A reference is kind/slug, such as individuals/le-thi-mau.")),
    ("unknown-reference", E, ("không tìm thấy «{given}»", "“{given}” is not found"), ("kiểm tra tên, hoặc thêm mục đó", "check the name, or add the entry"), ("Liên kết dẫn vào chỗ trống làm mất lòng tin.", "A link that leads nowhere costs trust.")),
    ("unlabelled-reference", E, ("«{given}» chưa công bố, nên liên kết này cần có chữ", "“{given}” is not published, so this link needs a label"), ("viết [[{given}|chữ hiện ra]]", "write [[{given}|the words to show]]"),
     ("Không có chữ thì trong câu sẽ có một chỗ trống.", "Without a label the sentence would have a gap.")),
    ("alias-clash", E, ("địa chỉ cũ «{given}» đang là của {other}", "the former address “{given}” belongs to {other}"), ("bỏ địa chỉ này khỏi aliases", "remove it from aliases"), ("Một địa chỉ chỉ dẫn tới một trang.", "One address leads to one page.")),
    ("duplicate-id", E, ("mã «{given}» đã có ở dòng {other}", "the id “{given}” stands at line {other} already"), ("đổi mã của một trong hai", "change one of them"), ("Hai mục không thể chung một mã.", "Two entries cannot share an id.")),
    ("circle", E, ("«{given}» là cấp trên của chính nó", "“{given}” is above itself"), ("sửa parent hoặc successors", "mend parent or successors"), ("Vòng tròn không có điểm cuối.", "A circle has no end.")),
    # Awards and honours
    ("recipient", W, ("«{form}» không dành cho {kind}", "“{form}” is not given to {kind}"), ("xem lại form, hoặc thêm vào recipients của hình thức này", "check the form, or add to its recipients"), ("Danh sách recipients nói hình thức này tặng cho ai.", "`recipients` says who receives this form.")),
    ("combined-sum", E, ("combined là {combined}, các phần cộng lại là {sum}", "combined is {combined}, the parts make {sum}"), ("sửa theo nguồn; chỉ ghi combined khi nguồn in", "follow the source; write combined only where it is printed"), ("Tổng in trong nguồn phải khớp các phần đứng cạnh.", "A printed total must agree with the parts beside it.")),
    ("recorded-more", E, ("{form} của {body}: đã ghi {recorded}, hội nghị công bố {announced}", "{form} of {body}: {recorded} recorded, {announced} announced"), ("xem lại các bản ghi khen thưởng hoặc số công bố", "check the awards recorded, or the number announced"), ("Không thể có nhiều người nhận hơn số đã công bố.", "There cannot be more recipients than were announced.")),
    ("recorded-fewer", N, ("{form} của {body}: đã ghi {recorded} trên {announced}", "{form} of {body}: {recorded} of {announced} recorded"), ("có thể bổ sung bản ghi khi có nguồn", "records can be added when sources are found"), ("Cho biên tập viên biết còn thiếu bao nhiêu.", "Tells editors how many are still missing.")),
    # Files of records
    ("missing-file", E, ("không có tệp «{given}» cạnh bản ghi", "there is no file “{given}” beside the record"), ("đặt tệp vào cùng thư mục, hoặc sửa tên", "put the file there, or mend the name"), ("Tên tệp tính từ chỗ của bản ghi.", "File names are relative to the record.")),
    ("path-outside", E, ("«{given}» ra ngoài thư mục của bản ghi", "“{given}” leaves the record's folder"), ("đặt tệp cạnh bản ghi", "put the file beside the record"), ("Bản ghi không được đưa tệp ở nơi khác lên mạng.", "A record must not publish files from elsewhere.")),
    ("bad-picture", E, ("«{given}» không dùng làm ảnh được: {problem}", "“{given}” cannot be a picture: {problem}"), ("dùng JPEG, PNG hoặc WebP, tối đa 40 triệu điểm ảnh", "use JPEG, PNG or WebP of at most 40 million pixels"), ("Ảnh được làm lại và bỏ dữ liệu riêng tư; tệp khác có thể chứa mã.", "Pictures are made anew without private data; other files could carry code.")),
    # Stories
    ("raw-html", W, ("HTML trong câu chuyện bị bỏ: {given}", "HTML in the story is dropped: {given}"), ("dùng Markdown", "use Markdown"), ("HTML có thể chạy mã trong trình duyệt của người đọc.", "HTML could run code in the reader's browser.")),
    ("unsafe-link", W, ("liên kết «{given}» bị bỏ, còn lại chữ", "the link “{given}” is dropped, its words stay"), ("dùng liên kết https://, http:// hoặc mailto:", "use https://, http:// or mailto: links"), ("Liên kết khác có thể chạy mã trong trình duyệt của người đọc.", "Other links could run code in the reader's browser.")),
    # The site
    ("site-url", W, ("chưa có site_url: bỏ sitemap, địa chỉ chính thức và địa chỉ đầy đủ trong thư", "site_url is not set: sitemap, canonical addresses and full addresses in e-mails are left out"), ("thêm site_url: https://… vào mkdocs.yml", "add site_url: https://… to mkdocs.yml"), ("Máy tìm kiếm và người dẫn lại cần địa chỉ đầy đủ.", "Search engines and those who cite need full addresses.")),
    ("address-clash", E, ("{given} đã là địa chỉ của {other}", "{given} is the address of {other} already"), ("đổi tên một trong hai", "rename one of the two"), ("Một địa chỉ chỉ có một trang.", "One address holds one page.")),
    ("unknown-setting", E, ("không có thiết đặt «{field}»", "there is no setting “{field}”"), ("xem README, phần thiết đặt", "see the settings in the README"), ("Một thiết đặt viết sai sẽ mất mà không ai biết.", "A misspelt setting would be lost unnoticed.")),
)

RULES = {
    code: Rule(code, severity, *({"vi": pair[0], "en": pair[1]} for pair in (message, hint, why)))
    for code, severity, message, hint, why in _TABLE
}


def finding(code: str, span: Span, excerpt: str = "", *, suggestion: str = "", **values: object) -> Diagnostic:
    """A diagnostic of the rule `code`; `values` fill its templates."""
    filled = tuple(sorted((name, str(value)) for name, value in values.items()))
    return Diagnostic(RULES[code], span, excerpt, filled, suggestion)
