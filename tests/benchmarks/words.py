"""The words that the workload is made of. All people and things they form are fictional."""

FIELDS = {
    "kinh-te": "Phát triển kinh tế",
    "giao-duc": "Giáo dục",
    "y-te": "Y tế",
    "moi-truong": "Môi trường",
    "an-ninh": "An ninh trật tự",
    "nong-thon-moi": "Nông thôn mới",
    "chuyen-doi-so": "Chuyển đổi số",
    "van-hoa": "Văn hóa",
    "an-sinh": "An sinh xã hội",
    "khoi-nghiep": "Khởi nghiệp",
    "cai-cach": "Cải cách hành chính",
    "quoc-phong": "Quốc phòng",
    "binh-dang": "Bình đẳng giới",
    "the-thao": "Thể dục thể thao",
    "giao-thong": "An toàn giao thông",
    "giam-ngheo": "Giảm nghèo",
    "khuyen-hoc": "Khuyến học",
    "den-on": "Đền ơn đáp nghĩa",
    "sang-kien": "Sáng kiến kỹ thuật",
}
# the name of an award form, its family, the kinds of record that may have it
FORMS = {
    "bang-khen": ("Bằng khen", "certificate", "individual, collective, model"),
    "giay-khen": ("Giấy khen", "certificate", "individual, collective, model"),
    "cstd-co-so": ("Chiến sĩ thi đua cơ sở", "emulation-title", "individual"),
    "tuyen-duong": ("Tuyên dương", "commendation", "individual, collective, model"),
}
BODIES = {
    "ubnd-tinh-mau": "UBND tỉnh Mẫu",
    "ubnd-xa-mau": "UBND xã",
    "hoi-nong-dan": "Hội Nông dân tỉnh Mẫu",
}
# fmt: off
FAMILY = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương",
    "Lý", "Giàng", "Vàng", "Lò", "Quàng", "Cầm", "Hà", "Đinh", "Mai", "Trịnh", "Tô", "Lương", "Thào", "Sùng", "Đào",
)
MIDDLE = (
    "Văn", "Thị", "Đức", "Minh", "Hữu", "Ngọc", "Thanh", "Quang", "Xuân", "Thu", "Kim", "Bích", "A", "Mỹ", "Hồng",
    "Công", "Đình", "Anh", "Gia", "Bảo", "Duy", "Phương", "Tuấn", "Khánh",
)
GIVEN = (
    "An", "Bình", "Chi", "Dũng", "Giang", "Hà", "Hải", "Hạnh", "Hiền", "Hoa", "Hòa", "Hùng", "Hương", "Khoa", "Lan",
    "Linh", "Long", "Mai", "Minh", "Nam", "Nga", "Nghĩa", "Nhung", "Oanh", "Phúc", "Phượng", "Quân", "Quyên", "Sơn",
    "Tâm", "Thảo", "Thắng", "Thủy", "Trang", "Trung", "Tú", "Tùng", "Uyên", "Vân", "Vinh", "Xuân", "Yến", "Đạt",
    "Điệp", "Lợi", "Nhân", "Tính", "Châu", "Cường", "Hậu",
)
COMMUNE_A = (
    "Tân", "Phú", "Hòa", "Bình", "Long", "Vĩnh", "An", "Mỹ", "Thanh", "Đông", "Tây", "Nam", "Bắc", "Hưng", "Thạnh",
    "Cẩm", "Sơn", "Thủy", "Kim", "Đại", "Nghĩa", "Quảng", "Yên", "Phước", "Trung", "Xuân", "Lộc", "Hải",
)
COMMUNE_B = (
    "Thành", "Lợi", "Hiệp", "Lộc", "Phong", "Điền", "Khánh", "Sơn", "Thủy", "Giang", "Tiến", "Cường", "Thịnh", "Thọ",
    "Quý", "Hòa", "Đức", "Nhơn", "Xuyên", "Lương", "Bình", "Thắng", "Châu", "Lạc", "Hậu", "Trạch", "Minh", "Ninh",
)
UNITS = (
    "Hội Nông dân", "Hội Liên hiệp Phụ nữ", "Đoàn Thanh niên", "Hội Cựu chiến binh", "Trường Tiểu học",
    "Trường Trung học cơ sở", "Trạm Y tế", "Hợp tác xã nông nghiệp", "Ban Công tác Mặt trận", "Tổ tự quản", "Công an",
    "Ban Chỉ huy Quân sự", "Hội Chữ thập đỏ", "Hội Khuyến học", "Chi bộ",
)
MODELS = (
    "Camera an ninh", "Ngôi nhà xanh thu gom rác tái chế", "Tuyến đường hoa kiểu mẫu",
    "Nuôi cá lồng bè kết hợp du lịch", "Trồng nấm từ rơm rạ", "Cà phê doanh nhân", "Hũ gạo tình thương",
    "Tổ công nghệ số cộng đồng", "Lớp học xóa mù chữ ban đêm", "Bếp ăn không đồng", "Cổng trường an toàn giao thông",
    "Vườn cây ăn trái hữu cơ", "Quỹ học bổng dòng họ", "Ánh sáng an ninh", "Nhà nuôi dưỡng hy vọng",
    "Thư viện sân đình", "Ngày thứ bảy vì dân", "Hội thi sáng tạo đồng ruộng", "Đàn bò luân chuyển",
    "Chợ phiên nông sản sạch",
)
CROPS = (
    "lúa", "ngô", "sắn", "chè", "cà", "phê", "hồ", "tiêu", "thanh", "long", "bưởi", "cam", "xoài", "sầu", "riêng",
    "dưa", "hấu", "tôm", "cá", "tra", "vịt", "bò", "dê", "ong", "mật", "nấm", "rơm", "rau", "sạch",
)
# fmt: on
# {xa} a commune, {ten} a name, {n} a number, {y} a year, {crop} a crop
SUBJECTS = (
    "Bà con trong {xa}",
    "Cán bộ và nhân dân {xa}",
    "Những hộ nghèo ở {xa}",
    "Các em học sinh",
    "Hội viên của chi hội",
    "Ban quản lý mô hình",
    "Nhiều gia đình trẻ",
    "Các cụ cao tuổi",
    "Lực lượng nòng cốt",
    "Chính quyền địa phương",
    "{ten}",
    "Tổ hợp tác",
    "Các thành viên trong nhóm",
    "Đoàn viên thanh niên",
    "Những người đi trước",
    "Mỗi hộ tham gia",
    "Cấp ủy cơ sở",
    "Doanh nghiệp liên kết",
    "Người dân ven sông",
    "Gia đình {ten}",
)
VERBS = (
    "đã chủ động",
    "đã cùng nhau",
    "từng bước",
    "mạnh dạn",
    "kiên trì",
    "tự nguyện",
    "luôn gương mẫu",
    "nhiệt tình",
    "thường xuyên",
    "đã quyết tâm",
    "không quản ngại khó khăn để",
    "đều đồng lòng",
    "bắt tay vào",
    "hăng hái",
    "lặng lẽ",
)
ACTS = (
    "góp công làm {n} km đường bê tông liên thôn",
    "chuyển đổi {n} ha đất kém hiệu quả sang trồng {crop}",
    "vận động ủng hộ {n} triệu đồng cho quỹ khuyến học",
    "hỗ trợ {n} hộ thoát nghèo bền vững",
    "trồng mới {n} cây xanh dọc tuyến kênh",
    "lắp đặt {n} bóng đèn năng lượng mặt trời",
    "mở {n} lớp tập huấn kỹ thuật chăm sóc {crop}",
    "hiến {n} mét vuông đất mở rộng trường học",
    "duy trì {n} bếp ăn phục vụ bệnh nhân nghèo",
    "hướng dẫn {n} người cao tuổi sử dụng dịch vụ công trực tuyến",
    "xây dựng {n} căn nhà tình nghĩa",
    "thu gom {n} tấn rác thải nhựa",
    "giữ gìn tiếng cồng và làn điệu dân ca",
    "dạy chữ miễn phí cho {n} học sinh có hoàn cảnh khó khăn",
    "hòa giải thành {n} vụ mâu thuẫn trong khu dân cư",
    "sưu tầm {n} hiện vật lịch sử của quê hương",
    "cải tiến {n} máy gặt phù hợp ruộng bậc thang",
    "kết nối tiêu thụ {n} tấn {crop} trên sàn thương mại điện tử",
    "tuần tra ban đêm giữ bình yên thôn xóm",
    "tuyên truyền phòng chống cháy nổ đến {n} hộ gia đình",
    "khám sức khỏe và cấp thuốc miễn phí cho {n} lượt người",
    "tổ chức {n} buổi đối thoại với nhân dân",
)
TAILS = (
    "nhờ đó thu nhập bình quân tăng {n} triệu đồng mỗi năm",
    "qua đó tạo sức lan tỏa rộng khắp trong cộng đồng",
    "góp phần hoàn thành sớm {n} tiêu chí nông thôn mới",
    "được cấp trên ghi nhận và nhân rộng tại {n} địa phương",
    "làm thay đổi rõ rệt nếp nghĩ và cách làm của người dân",
    "giúp tỷ lệ hộ nghèo giảm còn {n} phần trăm",
    "tiết kiệm được {n} triệu đồng chi phí mỗi vụ",
    "khiến ai cũng tin tưởng và noi theo",
    "trở thành điểm sáng của phong trào thi đua yêu nước",
    "để lại ấn tượng sâu đậm trong lòng nhân dân",
    "không để ai bị bỏ lại phía sau",
    "bảo đảm đúng tiến độ đã đề ra từ đầu năm {y}",
)
OPENINGS = (
    "Năm {y},",
    "Sau {n} tháng triển khai,",
    "Từ thực tế đó,",
    "Ban đầu,",
    "Đến nay,",
    "Trong đợt cao điểm mùa mưa,",
    "Với tinh thần trách nhiệm,",
    "Khi dịch bệnh diễn biến phức tạp,",
    "Vào mỗi dịp cuối tuần,",
    "Không dừng lại ở đó,",
    "Bên cạnh đó,",
    "Đặc biệt,",
    "Theo thống kê của UBND {xa},",
    "Học và làm theo Bác,",
    "Nhìn lại chặng đường đã qua,",
)
