<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en_US">
<context>
    <name>AboutSettings</name>
    <message>
        <source>Version</source>
        <translation>버전</translation>
    </message>
    <message>
        <source>Qt</source>
        <translation>Qt</translation>
    </message>
    <message>
        <source>System</source>
        <comment>computer</comment>
        <translation>시스템</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>서버</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>프로토콜</translation>
    </message>
    <message>
        <source>not known now</source>
        <translation>지금은 알 수 없음</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>연결</translation>
    </message>
    <message>
        <source>Kept here</source>
        <translation>보관한 양</translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln messages</source>
        <comment>size</comment>
        <translation>
            <numerusform>%1, 메시지 %Ln개</numerusform>
        </translation>
    </message>
    <message>
        <source>connected</source>
        <translation>연결됨</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>연결하는 중</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>오프라인</translation>
    </message>
    <message>
        <source>the server is restarting</source>
        <translation>서버가 다시 시작하는 중</translation>
    </message>
    <message>
        <source>taken over by another window</source>
        <translation>다른 창에서 사용 중</translation>
    </message>
    <message>
        <source>Madang</source>
        <translation>마당</translation>
    </message>
    <message>
        <source>The courtyard where people meet</source>
        <translation>사람들이 만나는 마당</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>진단 정보</translation>
    </message>
    <message>
        <source>Nothing secret and nothing that anybody wrote.</source>
        <translation>비밀번호나 대화 내용은 들어 있지 않아요.</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>진단 정보 복사</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>복사했어요.</translation>
    </message>
</context>
<context>
    <name>AccountSettings</name>
    <message>
        <source>You</source>
        <translation>나</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Handle</source>
        <translation>아이디</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>떠나기</translation>
    </message>
    <message>
        <source>Signing out removes what this computer keeps of the account. Deleting the account cannot be undone.</source>
        <translation>로그아웃하면 이 컴퓨터에 보관된 것이 지워져요. 계정 삭제는 되돌릴 수 없어요.</translation>
    </message>
    <message>
        <source>Sign out on this device</source>
        <translation>이 기기에서 로그아웃</translation>
    </message>
    <message>
        <source>Delete account…</source>
        <translation>계정 삭제…</translation>
    </message>
</context>
<context>
    <name>AppearanceSettings</name>
    <message>
        <source>Theme</source>
        <translation>테마</translation>
    </message>
    <message>
        <source>System</source>
        <comment>theme</comment>
        <translation>시스템</translation>
    </message>
    <message>
        <source>Light</source>
        <comment>theme</comment>
        <translation>밝게</translation>
    </message>
    <message>
        <source>Dark</source>
        <comment>theme</comment>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>글자 크기</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>목록</translation>
    </message>
    <message>
        <source>Compact rows</source>
        <translation>촘촘한 목록</translation>
    </message>
    <message>
        <source>More chats fit on the screen.</source>
        <translation>한 화면에 더 많은 대화가 보여요.</translation>
    </message>
</context>
<context>
    <name>DeleteAccountSheet</name>
    <message>
        <source>Delete the account?</source>
        <translation>계정을 삭제할까요?</translation>
    </message>
    <message>
        <source>Your account, your sessions and what this computer keeps of it go for good. What you have written stays with those whom you wrote to.</source>
        <translation>계정과 모든 로그인, 이 컴퓨터에 보관된 것이 완전히 사라져요. 보낸 메시지는 받은 사람들에게 남아 있어요.</translation>
    </message>
    <message>
        <source>Type your handle: %1</source>
        <translation>아이디를 입력하세요: %1</translation>
    </message>
    <message>
        <source>Your password</source>
        <translation>비밀번호</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>완전히 삭제</translation>
    </message>
</context>
<context>
    <name>DeviceRow</name>
    <message>
        <source>This device</source>
        <translation>이 기기</translation>
    </message>
    <message>
        <source>Last seen %1</source>
        <comment>day or time</comment>
        <translation>마지막 접속 %1</translation>
    </message>
    <message>
        <source>Sign out %1</source>
        <comment>device</comment>
        <translation>%1 로그아웃</translation>
    </message>
</context>
<context>
    <name>DeviceSettings</name>
    <message>
        <source>Devices</source>
        <translation>기기</translation>
    </message>
    <message>
        <source>You are signed in here. End what you do not know, and change your password then.</source>
        <translation>여기에서 로그인되어 있어요. 모르는 기기는 로그아웃시키고 비밀번호를 바꾸세요.</translation>
    </message>
    <message>
        <source>Loading devices…</source>
        <translation>기기를 불러오는 중…</translation>
    </message>
    <message>
        <source>Sign out everywhere else</source>
        <translation>다른 기기에서 모두 로그아웃</translation>
    </message>
    <message>
        <source>Sign out there?</source>
        <translation>그 기기에서 로그아웃할까요?</translation>
    </message>
    <message>
        <source>“%1” has to sign in again with your password.</source>
        <comment>device</comment>
        <translation>‘%1’에서는 비밀번호로 다시 로그인해야 해요.</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>로그아웃</translation>
    </message>
    <message>
        <source>Sign out everywhere else?</source>
        <translation>다른 기기에서 모두 로그아웃할까요?</translation>
    </message>
    <message>
        <source>Only this device stays signed in.</source>
        <translation>이 기기만 로그인된 채로 남아요.</translation>
    </message>
</context>
<context>
    <name>FilterChip</name>
    <message>
        <source>Clear: %1</source>
        <comment>a condition of the search</comment>
        <translation>조건 빼기: %1</translation>
    </message>
</context>
<context>
    <name>FoundList</name>
    <message>
        <source>Chats</source>
        <translation>대화</translation>
    </message>
    <message>
        <source>People</source>
        <translation>사람</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>메시지</translation>
    </message>
</context>
<context>
    <name>FoundPane</name>
    <message>
        <source>Searching the server…</source>
        <translation>서버에서 찾는 중…</translation>
    </message>
    <message>
        <source>Offline: this is what this computer keeps.</source>
        <translation>오프라인이라 이 컴퓨터에 보관된 것만 찾았어요.</translation>
    </message>
    <message>
        <source>The server is still going through older messages. Some may be missing.</source>
        <translation>서버가 오래된 메시지를 아직 정리하고 있어요. 빠진 것이 있을 수 있어요.</translation>
    </message>
    <message>
        <source>Search results</source>
        <translation>검색 결과</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>찾은 것이 없어요</translation>
    </message>
    <message>
        <source>What is only on the server cannot be looked through now.</source>
        <translation>서버에만 있는 메시지는 지금 찾을 수 없어요.</translation>
    </message>
    <message>
        <source>No chat, nobody and no message fits “%1”.</source>
        <translation>‘%1’에 맞는 대화도, 사람도, 메시지도 없어요.</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>찾는 중…</translation>
    </message>
</context>
<context>
    <name>FoundRow</name>
    <message>
        <source>You</source>
        <translation>나</translation>
    </message>
    <message numerus="yes">
        <source>%n members</source>
        <translation>
            <numerusform>%n명</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>읽지 않음 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>sender: words of a message</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>HitBar</name>
    <message>
        <source>“%1”: %2 of %3</source>
        <comment>a found message</comment>
        <translation>‘%1’ %3개 중 %2번째</translation>
    </message>
    <message>
        <source>Previous found message</source>
        <translation>이전 찾은 메시지</translation>
    </message>
    <message>
        <source>Next found message</source>
        <translation>다음 찾은 메시지</translation>
    </message>
    <message>
        <source>Close search</source>
        <translation>검색 닫기</translation>
    </message>
</context>
<context>
    <name>KeyTable</name>
    <message>
        <source>Switch chat</source>
        <translation>대화 바로 가기</translation>
    </message>
    <message>
        <source>Search in this chat</source>
        <translation>이 대화에서 찾기</translation>
    </message>
    <message>
        <source>Search everywhere</source>
        <translation>전체에서 찾기</translation>
    </message>
    <message>
        <source>Next found message</source>
        <translation>다음 찾은 메시지</translation>
    </message>
    <message>
        <source>Previous found message</source>
        <translation>이전 찾은 메시지</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>새 대화</translation>
    </message>
    <message>
        <source>Previous chat</source>
        <translation>이전 대화</translation>
    </message>
    <message>
        <source>Next chat</source>
        <translation>다음 대화</translation>
    </message>
    <message>
        <source>Previous unread chat</source>
        <translation>읽지 않은 이전 대화</translation>
    </message>
    <message>
        <source>Next unread chat</source>
        <translation>읽지 않은 다음 대화</translation>
    </message>
    <message>
        <source>Edit my last message (in an empty field)</source>
        <translation>내 마지막 메시지 고치기 (빈 칸에서)</translation>
    </message>
    <message>
        <source>Select messages</source>
        <translation>메시지 선택</translation>
    </message>
    <message>
        <source>Go to a date</source>
        <translation>날짜로 가기</translation>
    </message>
    <message>
        <source>Back to where you were</source>
        <translation>보던 곳으로 돌아가기</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>줄 바꿈</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>다음 영역</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>이전 영역</translation>
    </message>
    <message>
        <source>To the first account, the second, and so on</source>
        <translation>첫째, 둘째, … 계정으로</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>이 목록</translation>
    </message>
</context>
<context>
    <name>LanguageSettings</name>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Dates and numbers follow it, too.</source>
        <translation>날짜와 숫자도 따라 바뀌어요.</translation>
    </message>
    <message>
        <source>System language</source>
        <translation>시스템 언어</translation>
    </message>
</context>
<context>
    <name>PageSheets</name>
    <message>
        <source>Sign out?</source>
        <translation>로그아웃할까요?</translation>
    </message>
    <message numerus="yes">
        <source>%n messages have not been sent yet and would be lost.</source>
        <translation>
            <numerusform>아직 보내지 못한 메시지 %n개가 사라져요.</numerusform>
        </translation>
    </message>
    <message>
        <source>You can sign in again at any time with your password.</source>
        <translation>언제든 비밀번호로 다시 로그인할 수 있어요.</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>로그아웃</translation>
    </message>
</context>
<context>
    <name>PasswordForm</name>
    <message>
        <source>Please fill this in.</source>
        <translation>이 칸을 채워 주세요.</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>비밀번호</translation>
    </message>
    <message>
        <source>Changing it signs you out everywhere else.</source>
        <translation>비밀번호를 바꾸면 다른 기기에서는 모두 로그아웃돼요.</translation>
    </message>
    <message>
        <source>Present password</source>
        <translation>지금 비밀번호</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>새 비밀번호</translation>
    </message>
    <message>
        <source>at least 8 characters</source>
        <translation>8자 이상</translation>
    </message>
    <message>
        <source>Change password</source>
        <translation>비밀번호 바꾸기</translation>
    </message>
    <message>
        <source>Your password was changed.</source>
        <translation>비밀번호를 바꿨어요.</translation>
    </message>
</context>
<context>
    <name>PersonSheet</name>
    <message>
        <source>Search people</source>
        <translation>사람 검색</translation>
    </message>
    <message>
        <source>Find somebody</source>
        <translation>사람 찾기</translation>
    </message>
    <message>
        <source>Nobody found</source>
        <translation>찾는 사람이 없어요</translation>
    </message>
    <message>
        <source>Type the beginning of a handle, or a name.</source>
        <translation>아이디 앞부분이나 이름을 입력하세요.</translation>
    </message>
</context>
<context>
    <name>PrivacySettings</name>
    <message>
        <source>To others</source>
        <translation>다른 사람에게</translation>
    </message>
    <message>
        <source>Be invisible</source>
        <translation>숨어 있기</translation>
    </message>
    <message>
        <source>Others see you as offline, and not that you look at a chat.</source>
        <translation>다른 사람에게는 접속하지 않은 것으로 보이고, 대화를 보고 있다는 것도 알리지 않아요.</translation>
    </message>
    <message>
        <source>On this screen</source>
        <translation>이 화면에서</translation>
    </message>
    <message>
        <source>Show what was written in notifications</source>
        <translation>알림에 메시지 내용 보이기</translation>
    </message>
    <message>
        <source>Whoever looks at your screen can read it there.</source>
        <translation>화면을 보는 사람은 누구나 읽을 수 있어요.</translation>
    </message>
</context>
<context>
    <name>RoomsHead</name>
    <message>
        <source>Madang</source>
        <translation>마당</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>새 대화</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
</context>
<context>
    <name>SearchFilters</name>
    <message>
        <source>Where to search</source>
        <translation>찾을 곳</translation>
    </message>
    <message>
        <source>This chat</source>
        <translation>이 대화</translation>
    </message>
    <message>
        <source>All chats</source>
        <translation>모든 대화</translation>
    </message>
    <message>
        <source>From %1</source>
        <comment>sender</comment>
        <translation>보낸 사람: %1</translation>
    </message>
    <message>
        <source>From anybody</source>
        <translation>보낸 사람: 누구나</translation>
    </message>
    <message>
        <source>Before %1</source>
        <comment>date</comment>
        <translation>%1 이전</translation>
    </message>
    <message>
        <source>MMM d, yyyy</source>
        <comment>date of a search</comment>
        <translation>yyyy년 M월 d일</translation>
    </message>
    <message>
        <source>Of any time</source>
        <translation>날짜: 언제든</translation>
    </message>
    <message>
        <source>Whose messages?</source>
        <translation>누구의 메시지인가요?</translation>
    </message>
    <message>
        <source>Before which day?</source>
        <translation>어느 날 이전인가요?</translation>
    </message>
</context>
<context>
    <name>SearchPane</name>
    <message>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
    <message>
        <source>Close search</source>
        <translation>검색 닫기</translation>
    </message>
    <message>
        <source>Search messages</source>
        <translation>메시지 검색</translation>
    </message>
    <message>
        <source>Found messages</source>
        <translation>찾은 메시지</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>찾은 것이 없어요</translation>
    </message>
    <message>
        <source>Find messages</source>
        <translation>메시지 찾기</translation>
    </message>
    <message>
        <source>Every word that you type has to be in the message. One syllable is enough.</source>
        <translation>입력한 낱말이 모두 들어 있는 메시지를 찾아요. 한 글자만 써도 돼요.</translation>
    </message>
    <message>
        <source>What is only on the server cannot be looked through now.</source>
        <translation>서버에만 있는 메시지는 지금 찾을 수 없어요.</translation>
    </message>
    <message>
        <source>Try fewer or other words.</source>
        <translation>낱말을 줄이거나 바꿔 보세요.</translation>
    </message>
    <message>
        <source>Search all chats</source>
        <translation>모든 대화에서 찾기</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>찾는 중…</translation>
    </message>
</context>
<context>
    <name>SearchState</name>
    <message>
        <source>more than %1</source>
        <comment>found messages</comment>
        <translation>%1개 이상</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>a found message</comment>
        <translation>%2개 중 %1번째</translation>
    </message>
    <message>
        <source>More than %1 found</source>
        <translation>%1개 넘게 찾음</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <comment>messages</comment>
        <translation>
            <numerusform>%n개 찾음</numerusform>
        </translation>
    </message>
    <message>
        <source>Previous found message</source>
        <translation>이전 찾은 메시지</translation>
    </message>
    <message>
        <source>Next found message</source>
        <translation>다음 찾은 메시지</translation>
    </message>
    <message>
        <source>Searching the server…</source>
        <translation>서버에서 찾는 중…</translation>
    </message>
    <message>
        <source>Offline: this is what this computer keeps.</source>
        <translation>오프라인이라 이 컴퓨터에 보관된 것만 찾았어요.</translation>
    </message>
    <message>
        <source>The server is still going through older messages. Some may be missing.</source>
        <translation>서버가 오래된 메시지를 아직 정리하고 있어요. 빠진 것이 있을 수 있어요.</translation>
    </message>
</context>
<context>
    <name>SettingsList</name>
    <message>
        <source>Sections</source>
        <translation>설정 항목</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>로그아웃</translation>
    </message>
</context>
<context>
    <name>StorageSettings</name>
    <message>
        <source>Kept on this computer</source>
        <translation>이 컴퓨터에 보관된 것</translation>
    </message>
    <message>
        <source>Messages that you have read are kept here, so that they are there at once and without a network. The oldest go by themselves past %1.</source>
        <comment>size</comment>
        <translation>읽은 메시지를 여기 보관해 두어서 네트워크가 없어도 바로 볼 수 있어요. %1이 넘으면 오래된 것부터 저절로 지워져요.</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>재는 중…</translation>
    </message>
    <message>
        <source>Clearing…</source>
        <translation>지우는 중…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages</source>
        <translation>
            <numerusform>메시지 %Ln개</numerusform>
        </translation>
    </message>
    <message>
        <source>Clear…</source>
        <translation>지우기…</translation>
    </message>
    <message>
        <source>Clear what is kept here?</source>
        <translation>여기 보관된 것을 지울까요?</translation>
    </message>
    <message>
        <source>Messages are fetched from the server again as you read. What you have typed and not sent stays.</source>
        <translation>메시지는 읽을 때 서버에서 다시 받아 와요. 쓰다 만 글과 보내지 못한 글은 그대로 남아요.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>지우기</translation>
    </message>
</context>
<context>
    <name>SwitcherSheet</name>
    <message>
        <source>Switch chat</source>
        <translation>대화 바로 가기</translation>
    </message>
    <message>
        <source>Chat or person</source>
        <translation>대화나 사람</translation>
    </message>
    <message>
        <source>Chats and people</source>
        <translation>대화와 사람</translation>
    </message>
    <message>
        <source>No chats yet</source>
        <translation>아직 대화가 없어요</translation>
    </message>
    <message>
        <source>Nobody and nothing is called “%1”.</source>
        <translation>‘%1’라는 대화나 사람이 없어요.</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>찾는 중…</translation>
    </message>
</context>
<context>
    <name>TextSizeSlider</name>
    <message>
        <source>A</source>
        <comment>a letter, small and large</comment>
        <translation>가</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>글자 크기</translation>
    </message>
    <message>
        <source>100 %, as usual</source>
        <translation>100 %, 보통 크기</translation>
    </message>
    <message>
        <source>%1 %</source>
        <comment>percent</comment>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message numerus="yes">
        <source>Madang: %n unread</source>
        <translation>
            <numerusform>마당: 읽지 않음 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Madang</source>
        <translation>마당</translation>
    </message>
    <message>
        <source>Open Madang</source>
        <translation>마당 열기</translation>
    </message>
    <message>
        <source>No notifications for an hour</source>
        <translation>한 시간 동안 알림 끄기</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>끝내기</translation>
    </message>
</context>
<context>
    <name>madang::client::AppController</name>
    <message>
        <source>This computer has no keychain that can be used. You stay signed in until you close Madang; after that it asks for your password again.</source>
        <translation>이 컴퓨터에는 쓸 수 있는 키체인이 없어요. 마당을 닫을 때까지는 로그인이 유지되고, 다시 열면 비밀번호를 물어볼게요.</translation>
    </message>
    <message>
        <source>You were signed out, because this session was ended elsewhere.</source>
        <translation>다른 곳에서 이 로그인을 끝내서 로그아웃되었어요.</translation>
    </message>
    <message>
        <source>Your session has expired. Please sign in again.</source>
        <translation>로그인한 지 오래되었어요. 다시 로그인해 주세요.</translation>
    </message>
    <message>
        <source>There is no room left on this computer&apos;s disk. Madang goes on, but what you write now may be lost when it closes.</source>
        <translation>이 컴퓨터의 저장 공간이 가득 찼어요. 마당은 계속 쓸 수 있지만, 지금 쓰는 글은 마당을 닫으면 사라질 수 있어요.</translation>
    </message>
    <message>
        <source>This is not a link that Madang understands.</source>
        <translation>마당이 알아볼 수 없는 링크예요.</translation>
    </message>
    <message>
        <source>This link leads to another server than the one you are signed in at.</source>
        <translation>로그인한 서버가 아닌 다른 서버의 링크예요.</translation>
    </message>
    <message>
        <source>This link leads to a room that you are not in.</source>
        <translation>참여하고 있지 않은 대화방의 링크예요.</translation>
    </message>
    <message>
        <source>%1 was signed out. Choose the account to sign in again.</source>
        <translation>%1 계정이 로그아웃되었어요. 계정을 고르면 다시 로그인할 수 있어요.</translation>
    </message>
</context>
<context>
    <name>Bubble</name>
    <message>
        <source>Message deleted</source>
        <translation>삭제된 메시지예요</translation>
    </message>
</context>
<context>
    <name>ChosenPeople</name>
    <message>
        <source>Remove %1</source>
        <comment>person</comment>
        <translation>%1 님 빼기</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Message</source>
        <translation>메시지</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>메시지 쓰기</translation>
    </message>
    <message numerus="yes">
        <source>%n characters too many</source>
        <translation>
            <numerusform>%n자 넘었어요</numerusform>
        </translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>보내기</translation>
    </message>
    <message>
        <source>Editing a message</source>
        <translation>메시지 고치는 중</translation>
    </message>
    <message>
        <source>Reply to %1</source>
        <translation>%1 님에게 답장</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>답장</translation>
    </message>
    <message>
        <source>Cancel editing</source>
        <translation>고치기 취소</translation>
    </message>
    <message>
        <source>Cancel the reply</source>
        <translation>답장 취소</translation>
    </message>
    <message>
        <source>Emoji</source>
        <translation>이모지</translation>
    </message>
</context>
<context>
    <name>ConfirmSheet</name>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>madang::client::ConversationController</name>
    <message>
        <source>%1 is typing…</source>
        <translation>%1 님이 입력 중…</translation>
    </message>
    <message>
        <source>%1 and %2 are typing…</source>
        <translation>%1 님과 %2 님이 입력 중…</translation>
    </message>
    <message numerus="yes">
        <source>%n people are typing…</source>
        <translation>
            <numerusform>%n명이 입력 중…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConversationHeader</name>
    <message numerus="yes">
        <source>%n members</source>
        <translation>
            <numerusform>%n명</numerusform>
        </translation>
    </message>
    <message>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
    <message>
        <source>Search messages</source>
        <translation>메시지 검색</translation>
    </message>
    <message>
        <source>Close details</source>
        <translation>대화 정보 닫기</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>대화 정보</translation>
    </message>
</context>
<context>
    <name>ConversationPane</name>
    <message>
        <source>Choose a chat</source>
        <translation>대화를 골라 주세요</translation>
    </message>
    <message>
        <source>Or begin a new one: Ctrl+N.</source>
        <translation>Ctrl+N으로 새 대화를 시작할 수도 있어요.</translation>
    </message>
    <message>
        <source>Delete this message?</source>
        <translation>이 메시지를 삭제할까요?</translation>
    </message>
    <message>
        <source>It disappears for everybody here. This cannot be undone.</source>
        <translation>대화에 있는 모두에게서 사라지고, 되돌릴 수 없어요.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Files and pictures cannot be sent yet. You can paste or drop text.</source>
        <translation>파일과 사진은 아직 보낼 수 없어요. 글은 붙여 넣거나 끌어다 놓을 수 있어요.</translation>
    </message>
    <message>
        <source>Forwarded</source>
        <translation>전달했어요</translation>
    </message>
    <message numerus="yes">
        <source>Forwarded to %n chats</source>
        <translation>
            <numerusform>대화 %n곳에 전달했어요</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DateSheet</name>
    <message>
        <source>Go to a date</source>
        <translation>날짜로 이동</translation>
    </message>
    <message>
        <source>Earlier month</source>
        <translation>이전 달</translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <comment>month of a calendar</comment>
        <translation>yyyy년 M월</translation>
    </message>
    <message>
        <source>Later month</source>
        <translation>다음 달</translation>
    </message>
</context>
<context>
    <name>DateWords</name>
    <message>
        <source>HH:mm</source>
        <comment>time of day</comment>
        <translation>HH:mm</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>어제</translation>
    </message>
    <message>
        <source>dddd</source>
        <comment>weekday in the room list</comment>
        <translation>dddd</translation>
    </message>
    <message>
        <source>MMM d</source>
        <comment>date in the room list</comment>
        <translation>M월 d일</translation>
    </message>
    <message>
        <source>MMM d, yyyy</source>
        <comment>date of another year in the room list</comment>
        <translation>yyyy. M. d.</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>오늘</translation>
    </message>
    <message>
        <source>dddd, MMMM d</source>
        <comment>day line</comment>
        <translation>M월 d일 dddd</translation>
    </message>
    <message>
        <source>MMMM d, yyyy</source>
        <comment>day line of another year</comment>
        <translation>yyyy년 M월 d일</translation>
    </message>
</context>
<context>
    <name>DayLine</name>
    <message>
        <source>Go to a date</source>
        <translation>날짜로 이동</translation>
    </message>
</context>
<context>
    <name>DetailsPane</name>
    <message>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
    <message>
        <source>Close details</source>
        <translation>대화 정보 닫기</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>대화 정보</translation>
    </message>
    <message numerus="yes">
        <source>%n members</source>
        <translation>
            <numerusform>%n명</numerusform>
        </translation>
    </message>
    <message>
        <source>Members</source>
        <translation>참여자</translation>
    </message>
    <message>
        <source>owner</source>
        <translation>방장</translation>
    </message>
    <message>
        <source>admin</source>
        <translation>관리자</translation>
    </message>
    <message>
        <source>Leave the group</source>
        <translation>모임에서 나가기</translation>
    </message>
    <message>
        <source>Leave the group?</source>
        <translation>모임에서 나갈까요?</translation>
    </message>
    <message>
        <source>You will no longer see what is written in “%1”.</source>
        <translation>이제 ‘%1’에 올라오는 글을 볼 수 없어요.</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>나가기</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>A handle has %1 to %2 characters: a to z, 0 to 9, _ and a dot. It begins with a letter.</source>
        <translation>아이디는 %1–%2자이고 a–z, 0–9, _ 와 .만 쓸 수 있어요. 첫 글자는 영문자여야 해요.</translation>
    </message>
    <message>
        <source>A password has %1 to %2 characters and is none of the most common ones.</source>
        <translation>비밀번호는 %1–%2자이고, 너무 흔한 것은 쓸 수 없어요.</translation>
    </message>
    <message>
        <source>A name has 1 to %1 characters.</source>
        <translation>이름은 1–%1자로 적어 주세요.</translation>
    </message>
    <message>
        <source>A group name has 1 to %1 characters.</source>
        <translation>모임 이름은 1–%1자로 적어 주세요.</translation>
    </message>
    <message>
        <source>A message has 1 to %1 characters.</source>
        <translation>메시지는 1–%1자로 적어 주세요.</translation>
    </message>
    <message>
        <source>A search has at most %1 characters and %2 words.</source>
        <translation>검색어는 %1자, %2단어까지 쓸 수 있어요.</translation>
    </message>
    <message>
        <source>This is no server address. Try something like chat.example.org or 127.0.0.1:8765.</source>
        <translation>서버 주소가 아니에요. chat.example.org나 127.0.0.1:8765처럼 적어 주세요.</translation>
    </message>
    <message>
        <source>The server does not accept this.</source>
        <translation>서버가 받아들이지 않았어요.</translation>
    </message>
    <message numerus="yes">
        <source>Too many attempts. Try again in %n second(s).</source>
        <translation>
            <numerusform>너무 여러 번 시도했어요. %n초 뒤에 다시 해 주세요.</numerusform>
        </translation>
    </message>
    <message>
        <source>The server cannot be reached. Check its address and your network.</source>
        <translation>서버에 연결할 수 없어요. 주소와 네트워크를 확인해 주세요.</translation>
    </message>
    <message>
        <source>There is no connection to the server. Try again later.</source>
        <translation>서버와 연결되어 있지 않아요. 잠시 뒤에 다시 해 주세요.</translation>
    </message>
    <message>
        <source>The handle or the password is wrong.</source>
        <translation>아이디나 비밀번호가 맞지 않아요.</translation>
    </message>
    <message>
        <source>This handle is taken. Choose another one.</source>
        <translation>이미 있는 아이디예요. 다른 아이디를 골라 주세요.</translation>
    </message>
    <message>
        <source>This was changed meanwhile. Look again and retry.</source>
        <translation>그사이에 바뀌었어요. 확인하고 다시 해 주세요.</translation>
    </message>
    <message>
        <source>You are not allowed to do this.</source>
        <translation>이 일을 할 권한이 없어요.</translation>
    </message>
    <message>
        <source>This does not exist any more, or not for you.</source>
        <translation>더는 없거나 볼 수 없는 것이에요.</translation>
    </message>
    <message>
        <source>This has expired.</source>
        <translation>기한이 지났어요.</translation>
    </message>
    <message>
        <source>This is too large to send.</source>
        <translation>보내기에는 너무 커요.</translation>
    </message>
    <message>
        <source>You have blocked this person.</source>
        <translation>차단한 사람이에요.</translation>
    </message>
    <message>
        <source>This room is full.</source>
        <translation>이 방은 가득 찼어요.</translation>
    </message>
    <message>
        <source>Something went wrong on the server. Its administrator can find it as incident %1.</source>
        <translation>서버에 문제가 생겼어요. 관리자는 %1 번호로 찾을 수 있어요.</translation>
    </message>
    <message>
        <source>Something went wrong on the server.</source>
        <translation>서버에 문제가 생겼어요.</translation>
    </message>
    <message>
        <source>The server and this program do not understand each other.</source>
        <translation>서버와 이 프로그램의 말이 서로 통하지 않아요.</translation>
    </message>
</context>
<context>
    <name>FailLine</name>
    <message>
        <source>Not sent: %1</source>
        <translation>보내지 못했어요: %1</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>보내지 못했어요</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>다시 보내기</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
</context>
<context>
    <name>Field</name>
    <message>
        <source>Hide password</source>
        <translation>비밀번호 숨기기</translation>
    </message>
    <message>
        <source>Show password</source>
        <translation>비밀번호 보기</translation>
    </message>
</context>
<context>
    <name>KeysSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>단축키</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>en</source>
        <comment>the code of this very language</comment>
        <translation>ko</translation>
    </message>
    <message>
        <source>(%1) Madang</source>
        <comment>unread count</comment>
        <translation>(%1) 마당</translation>
    </message>
    <message>
        <source>Madang</source>
        <translation>마당</translation>
    </message>
</context>
<context>
    <name>MainPage</name>
    <message>
        <source>Sign out?</source>
        <translation>로그아웃할까요?</translation>
    </message>
    <message numerus="yes">
        <source>%n messages have not been sent yet and would be lost.</source>
        <translation>
            <numerusform>아직 보내지 못한 메시지 %n개가 사라져요.</numerusform>
        </translation>
    </message>
    <message>
        <source>You can sign in again at any time with your password.</source>
        <translation>언제든 비밀번호로 다시 로그인할 수 있어요.</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>로그아웃</translation>
    </message>
</context>
<context>
    <name>MessageList</name>
    <message>
        <source>Messages</source>
        <translation>메시지</translation>
    </message>
</context>
<context>
    <name>MessageMenu</name>
    <message>
        <source>Message menu</source>
        <translation>메시지 메뉴</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>다시 보내기</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>고치기</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>링크 복사</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>답장</translation>
    </message>
    <message>
        <source>Open %1</source>
        <comment>a link</comment>
        <translation>%1 열기</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>전달</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>고정</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>고정 풀기</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>선택</translation>
    </message>
    <message>
        <source>Who read it</source>
        <translation>읽은 사람</translation>
    </message>
    <message>
        <source>Earlier versions</source>
        <translation>고치기 전 글</translation>
    </message>
</context>
<context>
    <name>MessageMeta</name>
    <message>
        <source>edited %1</source>
        <comment>time</comment>
        <translation>고침 %1</translation>
    </message>
</context>
<context>
    <name>MessageRow</name>
    <message>
        <source>sending</source>
        <translation>보내는 중</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>보냄</translation>
    </message>
    <message>
        <source>read</source>
        <translation>읽음</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>보내지 못함</translation>
    </message>
    <message>
        <source>You</source>
        <translation>나</translation>
    </message>
    <message>
        <source>Message deleted</source>
        <translation>삭제된 메시지예요</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>고침</translation>
    </message>
    <message>
        <source>Older messages are on the server; you are offline.</source>
        <translation>이전 메시지는 서버에 있어요. 지금은 연결되어 있지 않아요.</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>The room has changed</source>
        <translation>방이 바뀌었어요</translation>
    </message>
    <message>
        <source>Message deleted</source>
        <translation>삭제된 메시지예요</translation>
    </message>
</context>
<context>
    <name>NewChatSheet</name>
    <message>
        <source>New chat</source>
        <translation>새 대화</translation>
    </message>
    <message>
        <source>Kind of chat</source>
        <translation>대화 종류</translation>
    </message>
    <message>
        <source>One person</source>
        <translation>한 사람</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>모임</translation>
    </message>
    <message>
        <source>Group name</source>
        <translation>모임 이름</translation>
    </message>
    <message>
        <source>Search people</source>
        <translation>사람 찾기</translation>
    </message>
    <message>
        <source>Find somebody</source>
        <translation>누구와 이야기할까요?</translation>
    </message>
    <message>
        <source>Nobody found</source>
        <translation>찾는 사람이 없어요</translation>
    </message>
    <message>
        <source>Type the beginning of a handle, or a name.</source>
        <translation>아이디의 앞부분이나 이름을 적어 주세요.</translation>
    </message>
    <message>
        <source>Check the handle with the person: it is written without spaces.</source>
        <translation>아이디를 다시 확인해 주세요. 아이디에는 띄어쓰기가 없어요.</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>찾고 있어요…</translation>
    </message>
    <message>
        <source>Create group</source>
        <translation>모임 만들기</translation>
    </message>
</context>
<context>
    <name>NoticeLine</name>
    <message>
        <source>Dismiss</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>PeopleList</name>
    <message>
        <source>People</source>
        <translation>사람</translation>
    </message>
</context>
<context>
    <name>RoomList</name>
    <message>
        <source>Rooms</source>
        <translation>대화 목록</translation>
    </message>
</context>
<context>
    <name>RoomRow</name>
    <message>
        <source>You: %1</source>
        <translation>나: %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>sender: last message</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>read</source>
        <translation>읽음</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>보내지 못함</translation>
    </message>
    <message>
        <source>sending</source>
        <translation>보내는 중</translation>
    </message>
    <message>
        <source>draft: %1</source>
        <translation>쓰던 글: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>안 읽음 %n</numerusform>
        </translation>
    </message>
    <message>
        <source>typing</source>
        <translation>입력 중</translation>
    </message>
    <message>
        <source>typing…</source>
        <translation>입력 중…</translation>
    </message>
    <message>
        <source>%1 typing…</source>
        <comment>names</comment>
        <translation>%1 님이 입력 중…</translation>
    </message>
    <message>
        <source>Draft: %1</source>
        <translation>쓰던 글: %1</translation>
    </message>
</context>
<context>
    <name>RoomsPane</name>
    <message>
        <source>Search</source>
        <translation>검색</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>거르기</translation>
    </message>
    <message>
        <source>All</source>
        <comment>chats</comment>
        <translation>전체</translation>
    </message>
    <message>
        <source>Unread</source>
        <comment>chats</comment>
        <translation>안 읽음</translation>
    </message>
    <message>
        <source>People</source>
        <comment>chats</comment>
        <translation>사람</translation>
    </message>
    <message>
        <source>Groups</source>
        <comment>chats</comment>
        <translation>모임</translation>
    </message>
    <message>
        <source>No chats yet</source>
        <translation>아직 대화가 없어요</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>여기는 비어 있어요</translation>
    </message>
    <message>
        <source>Find somebody by their handle, and say hello.</source>
        <translation>아이디로 사람을 찾아 인사를 건네 보세요.</translation>
    </message>
    <message>
        <source>No chat fits this filter.</source>
        <translation>조건에 맞는 대화가 없어요.</translation>
    </message>
    <message>
        <source>Start a chat</source>
        <translation>대화 시작하기</translation>
    </message>
    <message>
        <source>Loading chats…</source>
        <translation>대화를 불러오고 있어요…</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Clear search</source>
        <translation>검색어 지우기</translation>
    </message>
</context>
<context>
    <name>SettingsSheet</name>
    <message>
        <source>Appearance</source>
        <translation>화면</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>알림</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>개인 정보</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>기기</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>저장 공간</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>계정</translation>
    </message>
    <message>
        <source>General</source>
        <translation>일반</translation>
    </message>
    <message>
        <source>About</source>
        <translation>정보</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>madang::client::SecurityController</name>
    <message>
        <source>This is not your password.</source>
        <translation>비밀번호가 맞지 않아요.</translation>
    </message>
</context>
<context>
    <name>madang::client::SignInController</name>
    <message>
        <source>This server takes no new accounts.</source>
        <translation>이 서버는 새 계정을 받지 않아요.</translation>
    </message>
    <message>
        <source>This account is here already. Choose it in the list of accounts.</source>
        <translation>이미 이 기기에 있는 계정이에요. 계정 목록에서 고르세요.</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>Please fill this in.</source>
        <translation>여기를 채워 주세요.</translation>
    </message>
    <message>
        <source>A place in the courtyard for you</source>
        <translation>마당 한편에 자리를 마련해요</translation>
    </message>
    <message>
        <source>The courtyard where people meet</source>
        <translation>사람들이 만나는 뜰</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>서버</translation>
    </message>
    <message>
        <source>Handle</source>
        <translation>아이디</translation>
    </message>
    <message>
        <source>3 to 32 of a–z, 0–9, _ and .</source>
        <translation>a–z, 0–9, _ 와 .로 3–32자</translation>
    </message>
    <message>
        <source>as in @mina</source>
        <translation>@mina처럼</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>비밀번호</translation>
    </message>
    <message>
        <source>at least 8 characters</source>
        <translation>8자 이상</translation>
    </message>
    <message>
        <source>Display name</source>
        <translation>표시 이름</translation>
    </message>
    <message>
        <source>what others see</source>
        <translation>다른 사람에게 보이는 이름</translation>
    </message>
    <message>
        <source>Create account</source>
        <translation>계정 만들기</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>로그인</translation>
    </message>
    <message>
        <source>Here before?</source>
        <translation>계정이 있으신가요?</translation>
    </message>
    <message>
        <source>New here?</source>
        <translation>처음이신가요?</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Connecting…</source>
        <translation>연결하고 있어요…</translation>
    </message>
    <message numerus="yes">
        <source>Offline · %n waiting to be sent</source>
        <translation>
            <numerusform>연결이 끊겼어요 · 보낼 메시지 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>연결이 끊겼어요</translation>
    </message>
    <message>
        <source>The server is restarting and will be back soon</source>
        <translation>서버를 다시 시작하고 있어요. 곧 돌아올게요</translation>
    </message>
    <message>
        <source>This account was opened in another window</source>
        <translation>다른 창에서 이 계정을 열었어요</translation>
    </message>
    <message numerus="yes">
        <source>next try in %n s</source>
        <translation>
            <numerusform>%n초 뒤 다시 시도</numerusform>
        </translation>
    </message>
    <message>
        <source>Use it here</source>
        <translation>여기서 쓰기</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>지금 시도</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Loading older messages…</source>
        <translation>지난 메시지를 불러오고 있어요…</translation>
    </message>
    <message>
        <source>Loading messages…</source>
        <translation>메시지를 불러오고 있어요…</translation>
    </message>
    <message>
        <source>Nobody has written here yet</source>
        <translation>아직 아무도 말을 꺼내지 않았어요</translation>
    </message>
    <message>
        <source>Yours can be the first message.</source>
        <translation>첫 메시지를 남겨 보세요.</translation>
    </message>
    <message numerus="yes">
        <source>%n new messages</source>
        <translation>
            <numerusform>새 메시지 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Back to where you were</source>
        <translation>보던 곳으로</translation>
    </message>
</context>
<context>
    <name>ToLatest</name>
    <message>
        <source>To the latest</source>
        <translation>최근 메시지로</translation>
    </message>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>안 읽음 %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UnreadLine</name>
    <message>
        <source>New messages from here</source>
        <translation>여기서부터 새 메시지</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Madang</source>
        <translation>마당</translation>
    </message>
</context>
<context>
    <name>NotificationSettings</name>
    <message>
        <source>Quiet until %1.</source>
        <comment>time of day</comment>
        <translation>%1까지 알리지 않아요.</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>알림</translation>
    </message>
    <message>
        <source>Muted chats call you only when somebody mentions you.</source>
        <translation>알림을 끈 대화는 누가 나를 부를 때만 알려요.</translation>
    </message>
    <message>
        <source>Notify me of new messages</source>
        <translation>새 메시지 알림 받기</translation>
    </message>
    <message>
        <source>Show what was written</source>
        <translation>메시지 내용 보이기</translation>
    </message>
    <message>
        <source>Otherwise only who and how many.</source>
        <translation>끄면 누가 몇 개를 보냈는지만 알려요.</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>소리</translation>
    </message>
    <message>
        <source>Quiet for an hour</source>
        <translation>한 시간 동안 조용히</translation>
    </message>
</context>
<context>
    <name>GeneralSettings</name>
    <message>
        <source>General</source>
        <translation>일반</translation>
    </message>
    <message>
        <source>Start when I log in</source>
        <translation>로그인할 때 마당 시작하기</translation>
    </message>
    <message>
        <source>Keep running in the tray</source>
        <translation>트레이에서 계속 실행</translation>
    </message>
    <message>
        <source>Closing the window does not end Madang; its icon in the tray does.</source>
        <translation>창을 닫아도 마당은 계속 켜져 있어요. 끝내려면 트레이 아이콘을 쓰세요.</translation>
    </message>
    <message>
        <source>Enter sends</source>
        <translation>Enter로 보내기</translation>
    </message>
    <message>
        <source>Shift+Enter begins a new line.</source>
        <translation>Shift+Enter는 줄을 바꿔요.</translation>
    </message>
    <message>
        <source>Enter begins a new line; Ctrl+Enter sends.</source>
        <translation>Enter는 줄을 바꾸고, Ctrl+Enter로 보내요.</translation>
    </message>
</context>
<context>
    <name>madang::client::SettingsController</name>
    <message>
        <source>This could not be written. Is the disk full or protected?</source>
        <translation>저장하지 못했어요. 디스크가 가득 찼거나 쓰기가 막혀 있나요?</translation>
    </message>
</context>
<context>
    <name>madang::client::NotificationController</name>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>답장</translation>
    </message>
    <message numerus="yes">
        <source>%n new messages</source>
        <translation>
            <numerusform>새 메시지 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n before</source>
        <translation>
            <numerusform>… 이전 메시지 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>sender, text</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <comment>room, account</comment>
        <translation>%1 → %2</translation>
    </message>
</context>
<context>
    <name>ReplyQuote</name>
    <message>
        <source>Forwarded from %1</source>
        <translation>%1 님의 글을 전달</translation>
    </message>
</context>
<context>
    <name>QuoteWords</name>
    <message>
        <source>Deleted message</source>
        <translation>지워진 메시지</translation>
    </message>
    <message>
        <source>This message is no longer there</source>
        <translation>이제 없는 메시지예요</translation>
    </message>
    <message>
        <source>Message not loaded</source>
        <translation>아직 불러오지 못한 메시지예요</translation>
    </message>
</context>
<context>
    <name>MessageWords</name>
    <message>
        <source>Message deleted</source>
        <translation>지워진 메시지</translation>
    </message>
    <message>
        <source>Forwarded from %1</source>
        <translation>%1 님의 글을 전달</translation>
    </message>
    <message>
        <source>reply to: %1</source>
        <translation>답장: %1</translation>
    </message>
    <message>
        <source>reply to %1: %2</source>
        <comment>name, words</comment>
        <translation>%1 님에게 답장: %2</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>고침</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>고정됨</translation>
    </message>
    <message>
        <source>you reacted</source>
        <translation>내가 남긴 반응</translation>
    </message>
</context>
<context>
    <name>ReactionChips</name>
    <message>
        <source>you reacted</source>
        <translation>내가 남긴 반응</translation>
    </message>
</context>
<context>
    <name>QuickReactions</name>
    <message>
        <source>React</source>
        <translation>반응</translation>
    </message>
    <message>
        <source>More emoji</source>
        <translation>이모지 더 보기</translation>
    </message>
    <message>
        <source>React with %1</source>
        <translation>%1 반응 남기기</translation>
    </message>
    <message>
        <source>you reacted</source>
        <translation>내가 남긴 반응</translation>
    </message>
</context>
<context>
    <name>ForwardSheet</name>
    <message>
        <source>Forward to</source>
        <translation>전달할 대화</translation>
    </message>
    <message>
        <source>Search chats</source>
        <translation>대화 찾기</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>대화</translation>
    </message>
    <message>
        <source>No chat by that name</source>
        <translation>그런 이름의 대화가 없어요</translation>
    </message>
    <message numerus="yes">
        <source>Forward to %n chats</source>
        <translation>
            <numerusform>대화 %n곳에 전달</numerusform>
        </translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>전달</translation>
    </message>
</context>
<context>
    <name>ReadersSheet</name>
    <message>
        <source>Read by</source>
        <translation>읽은 사람</translation>
    </message>
    <message>
        <source>Nobody has read it yet</source>
        <translation>아직 아무도 읽지 않았어요</translation>
    </message>
</context>
<context>
    <name>EditsSheet</name>
    <message>
        <source>Earlier versions</source>
        <translation>고치기 전 글</translation>
    </message>
    <message>
        <source>Loading earlier versions…</source>
        <translation>고치기 전 글을 불러오는 중…</translation>
    </message>
    <message>
        <source>Nothing is kept of what it said before</source>
        <translation>고치기 전 글이 남아 있지 않아요</translation>
    </message>
</context>
<context>
    <name>PinsSheet</name>
    <message>
        <source>Pinned messages</source>
        <translation>고정된 메시지</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>고정 풀기</translation>
    </message>
    <message>
        <source>Nothing is pinned here</source>
        <translation>고정된 메시지가 없어요</translation>
    </message>
</context>
<context>
    <name>PinnedBar</name>
    <message>
        <source>Pinned message</source>
        <translation>고정된 메시지</translation>
    </message>
    <message>
        <source>Pinned message %1 of %2</source>
        <translation>고정된 메시지 %1/%2</translation>
    </message>
    <message>
        <source>All pinned messages</source>
        <translation>고정된 메시지 모두 보기</translation>
    </message>
</context>
<context>
    <name>SelectionBar</name>
    <message>
        <source>Cancel the selection</source>
        <translation>선택 취소</translation>
    </message>
    <message numerus="yes">
        <source>%n messages selected</source>
        <translation>
            <numerusform>메시지 %n개 선택</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>전달</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>지우기</translation>
    </message>
</context>
<context>
    <name>MessageSheets</name>
    <message>
        <source>Delete this message?</source>
        <translation>이 메시지를 지울까요?</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n messages?</source>
        <translation>
            <numerusform>메시지 %n개를 지울까요?</numerusform>
        </translation>
    </message>
    <message>
        <source>It disappears for everybody here. This cannot be undone.</source>
        <translation>여기 있는 모두에게서 사라져요. 되돌릴 수 없어요.</translation>
    </message>
    <message>
        <source>They disappear for everybody here. This cannot be undone.</source>
        <translation>여기 있는 모두에게서 사라져요. 되돌릴 수 없어요.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>지우기</translation>
    </message>
</context>
<context>
    <name>ComposerField</name>
    <message>
        <source>Message</source>
        <translation>메시지</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>메시지 쓰기</translation>
    </message>
</context>
<context>
    <name>PeopleCompletion</name>
    <message>
        <source>%1, @%2, %3 of %4</source>
        <comment>name, handle, place, how many</comment>
        <translation>%1, @%2, %4명 중 %3번째</translation>
    </message>
    <message>
        <source>Members to mention</source>
        <translation>부를 사람</translation>
    </message>
</context>
<context>
    <name>EmojiPicker</name>
    <message>
        <source>Used last</source>
        <translation>최근에 쓴 것</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>표정</translation>
    </message>
    <message>
        <source>People</source>
        <translation>사람</translation>
    </message>
    <message>
        <source>Nature</source>
        <translation>자연</translation>
    </message>
    <message>
        <source>Food</source>
        <translation>음식</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>장소</translation>
    </message>
    <message>
        <source>Activities</source>
        <translation>활동</translation>
    </message>
    <message>
        <source>Things</source>
        <translation>물건</translation>
    </message>
    <message>
        <source>Signs</source>
        <translation>기호</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>깃발</translation>
    </message>
    <message>
        <source>Emoji</source>
        <translation>이모지</translation>
    </message>
    <message>
        <source>Search emoji</source>
        <translation>이모지 찾기</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>묶음</translation>
    </message>
    <message>
        <source>No emoji by that name</source>
        <translation>그런 이름의 이모지가 없어요</translation>
    </message>
    <message>
        <source>What you pick will be kept here</source>
        <translation>고른 이모지가 여기에 모여요</translation>
    </message>
</context>
<context>
    <name>AccountButton</name>
    <message>
        <source>Account of %1</source>
        <comment>name</comment>
        <translation>%1 님의 계정</translation>
    </message>
    <message numerus="yes">
        <source>%n unread in other accounts</source>
        <translation>
            <numerusform>다른 계정에 읽지 않은 메시지 %n개</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AccountsMenu</name>
    <message>
        <source>Accounts</source>
        <translation>계정</translation>
    </message>
    <message>
        <source>Add account</source>
        <translation>계정 추가</translation>
    </message>
</context>
<context>
    <name>AccountRow</name>
    <message>
        <source>Signed out</source>
        <translation>로그아웃됨</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>연결하는 중…</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>오프라인</translation>
    </message>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>읽지 않음 %n</numerusform>
        </translation>
    </message>
    <message>
        <source>shown now</source>
        <comment>an account</comment>
        <translation>지금 보는 계정</translation>
    </message>
</context>
<context>
    <name>OtherAccounts</name>
    <message>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
    <message>
        <source>Remove this account</source>
        <translation>이 계정 지우기</translation>
    </message>
    <message>
        <source>Remove this account?</source>
        <translation>이 계정을 지울까요?</translation>
    </message>
    <message>
        <source>What you wrote and did not send goes with it. What lies on the server stays, and you can sign in again at any time.</source>
        <translation>보내지 않은 글은 함께 지워져요. 서버에 있는 것은 그대로 남고, 언제든 다시 로그인할 수 있어요.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>지우기</translation>
    </message>
</context>
<context>
    <name>LanguageChoice</name>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
</context>
<context>
    <name>RoomChoices</name>
    <message>
        <source>Chats</source>
        <translation>대화</translation>
    </message>
</context>
<context>
    <name>EmojiTabs</name>
    <message>
        <source>Groups</source>
        <translation>묶음</translation>
    </message>
</context>
<context>
    <name>EmojiGrid</name>
    <message>
        <source>Emoji</source>
        <translation>이모지</translation>
    </message>
</context>
<context>
    <name>QuickReaction</name>
    <message>
        <source>More emoji</source>
        <translation>이모지 더 보기</translation>
    </message>
    <message>
        <source>React with %1</source>
        <translation>%1 반응 남기기</translation>
    </message>
    <message>
        <source>you reacted</source>
        <translation>내가 남긴 반응</translation>
    </message>
</context>
<context>
    <name>PinList</name>
    <message>
        <source>Unpin</source>
        <translation>고정 풀기</translation>
    </message>
</context>
<context>
    <name>ComposerBanner</name>
    <message>
        <source>Editing a message</source>
        <translation>메시지 고치는 중</translation>
    </message>
    <message>
        <source>Reply to %1</source>
        <translation>%1 님에게 답장</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>답장</translation>
    </message>
    <message>
        <source>Cancel editing</source>
        <translation>고치기 취소</translation>
    </message>
    <message>
        <source>Cancel the reply</source>
        <translation>답장 취소</translation>
    </message>
</context>
</TS>
