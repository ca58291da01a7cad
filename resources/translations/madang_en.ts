<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>AboutSettings</name>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Qt</source>
        <translation>Qt</translation>
    </message>
    <message>
        <source>System</source>
        <comment>computer</comment>
        <translation>System</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protocol</translation>
    </message>
    <message>
        <source>not known now</source>
        <translation>not known now</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Connection</translation>
    </message>
    <message>
        <source>Kept here</source>
        <translation>Kept here</translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln messages</source>
        <comment>size</comment>
        <translation>
            <numerusform>%1, %Ln message</numerusform>
            <numerusform>%1, %Ln messages</numerusform>
        </translation>
    </message>
    <message>
        <source>connected</source>
        <translation>connected</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>connecting</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>offline</translation>
    </message>
    <message>
        <source>the server is restarting</source>
        <translation>the server is restarting</translation>
    </message>
    <message>
        <source>taken over by another window</source>
        <translation>taken over by another window</translation>
    </message>
    <message>
        <source>Madang</source>
        <translation>Madang</translation>
    </message>
    <message>
        <source>The courtyard where people meet</source>
        <translation>The courtyard where people meet</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>Diagnostics</translation>
    </message>
    <message>
        <source>Nothing secret and nothing that anybody wrote.</source>
        <translation>Nothing secret and nothing that anybody wrote.</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>Copy diagnostics</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Copied.</translation>
    </message>
</context>
<context>
    <name>AccountSettings</name>
    <message>
        <source>You</source>
        <translation>You</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Handle</source>
        <translation>Handle</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Leave</translation>
    </message>
    <message>
        <source>Signing out removes what this computer keeps of the account. Deleting the account cannot be undone.</source>
        <translation>Signing out removes what this computer keeps of the account. Deleting the account cannot be undone.</translation>
    </message>
    <message>
        <source>Sign out on this device</source>
        <translation>Sign out on this device</translation>
    </message>
    <message>
        <source>Delete account…</source>
        <translation>Delete account…</translation>
    </message>
</context>
<context>
    <name>AppearanceSettings</name>
    <message>
        <source>Theme</source>
        <translation>Theme</translation>
    </message>
    <message>
        <source>System</source>
        <comment>theme</comment>
        <translation>System</translation>
    </message>
    <message>
        <source>Light</source>
        <comment>theme</comment>
        <translation>Light</translation>
    </message>
    <message>
        <source>Dark</source>
        <comment>theme</comment>
        <translation>Dark</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Text size</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>Lists</translation>
    </message>
    <message>
        <source>Compact rows</source>
        <translation>Compact rows</translation>
    </message>
    <message>
        <source>More chats fit on the screen.</source>
        <translation>More chats fit on the screen.</translation>
    </message>
</context>
<context>
    <name>DeleteAccountSheet</name>
    <message>
        <source>Delete the account?</source>
        <translation>Delete the account?</translation>
    </message>
    <message>
        <source>Your account, your sessions and what this computer keeps of it go for good. What you have written stays with those whom you wrote to.</source>
        <translation>Your account, your sessions and what this computer keeps of it go for good. What you have written stays with those whom you wrote to.</translation>
    </message>
    <message>
        <source>Type your handle: %1</source>
        <translation>Type your handle: %1</translation>
    </message>
    <message>
        <source>Your password</source>
        <translation>Your password</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>Delete for good</translation>
    </message>
</context>
<context>
    <name>DeviceRow</name>
    <message>
        <source>This device</source>
        <translation>This device</translation>
    </message>
    <message>
        <source>Last seen %1</source>
        <comment>day or time</comment>
        <translation>Last seen %1</translation>
    </message>
    <message>
        <source>Sign out %1</source>
        <comment>device</comment>
        <translation>Sign out %1</translation>
    </message>
</context>
<context>
    <name>DeviceSettings</name>
    <message>
        <source>Devices</source>
        <translation>Devices</translation>
    </message>
    <message>
        <source>You are signed in here. End what you do not know, and change your password then.</source>
        <translation>You are signed in here. End what you do not know, and change your password then.</translation>
    </message>
    <message>
        <source>Loading devices…</source>
        <translation>Loading devices…</translation>
    </message>
    <message>
        <source>Sign out everywhere else</source>
        <translation>Sign out everywhere else</translation>
    </message>
    <message>
        <source>Sign out there?</source>
        <translation>Sign out there?</translation>
    </message>
    <message>
        <source>“%1” has to sign in again with your password.</source>
        <comment>device</comment>
        <translation>“%1” has to sign in again with your password.</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Sign out</translation>
    </message>
    <message>
        <source>Sign out everywhere else?</source>
        <translation>Sign out everywhere else?</translation>
    </message>
    <message>
        <source>Only this device stays signed in.</source>
        <translation>Only this device stays signed in.</translation>
    </message>
</context>
<context>
    <name>FilterChip</name>
    <message>
        <source>Clear: %1</source>
        <comment>a condition of the search</comment>
        <translation>Clear: %1</translation>
    </message>
</context>
<context>
    <name>FoundList</name>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>People</source>
        <translation>People</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Messages</translation>
    </message>
</context>
<context>
    <name>FoundPane</name>
    <message>
        <source>Searching the server…</source>
        <translation>Searching the server…</translation>
    </message>
    <message>
        <source>Offline: this is what this computer keeps.</source>
        <translation>Offline: this is what this computer keeps.</translation>
    </message>
    <message>
        <source>The server is still going through older messages. Some may be missing.</source>
        <translation>The server is still going through older messages. Some may be missing.</translation>
    </message>
    <message>
        <source>Search results</source>
        <translation>Search results</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nothing found</translation>
    </message>
    <message>
        <source>What is only on the server cannot be looked through now.</source>
        <translation>What is only on the server cannot be looked through now.</translation>
    </message>
    <message>
        <source>No chat, nobody and no message fits “%1”.</source>
        <translation>No chat, nobody and no message fits “%1”.</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Searching…</translation>
    </message>
</context>
<context>
    <name>FoundRow</name>
    <message>
        <source>You</source>
        <translation>You</translation>
    </message>
    <message numerus="yes">
        <source>%n members</source>
        <translation>
            <numerusform>%n member</numerusform>
            <numerusform>%n members</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>%n unread</numerusform>
            <numerusform>%n unread</numerusform>
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
        <translation>“%1”: %2 of %3</translation>
    </message>
    <message>
        <source>Previous found message</source>
        <translation>Previous found message</translation>
    </message>
    <message>
        <source>Next found message</source>
        <translation>Next found message</translation>
    </message>
    <message>
        <source>Close search</source>
        <translation>Close search</translation>
    </message>
</context>
<context>
    <name>KeyTable</name>
    <message>
        <source>Switch chat</source>
        <translation>Switch chat</translation>
    </message>
    <message>
        <source>Search in this chat</source>
        <translation>Search in this chat</translation>
    </message>
    <message>
        <source>Search everywhere</source>
        <translation>Search everywhere</translation>
    </message>
    <message>
        <source>Next found message</source>
        <translation>Next found message</translation>
    </message>
    <message>
        <source>Previous found message</source>
        <translation>Previous found message</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>New chat</translation>
    </message>
    <message>
        <source>Previous chat</source>
        <translation>Previous chat</translation>
    </message>
    <message>
        <source>Next chat</source>
        <translation>Next chat</translation>
    </message>
    <message>
        <source>Previous unread chat</source>
        <translation>Previous unread chat</translation>
    </message>
    <message>
        <source>Next unread chat</source>
        <translation>Next unread chat</translation>
    </message>
    <message>
        <source>Edit my last message (in an empty field)</source>
        <translation>Edit my last message (in an empty field)</translation>
    </message>
    <message>
        <source>Select messages</source>
        <translation>Select messages</translation>
    </message>
    <message>
        <source>Go to a date</source>
        <translation>Go to a date</translation>
    </message>
    <message>
        <source>Back to where you were</source>
        <translation>Back to where you were</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>New line</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>Next pane</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>Previous pane</translation>
    </message>
    <message>
        <source>To the first account, the second, and so on</source>
        <translation>To the first account, the second, and so on</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>This list</translation>
    </message>
</context>
<context>
    <name>LanguageSettings</name>
    <message>
        <source>Language</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>Dates and numbers follow it, too.</source>
        <translation>Dates and numbers follow it, too.</translation>
    </message>
    <message>
        <source>System language</source>
        <translation>System language</translation>
    </message>
</context>
<context>
    <name>PageSheets</name>
    <message>
        <source>Sign out?</source>
        <translation>Sign out?</translation>
    </message>
    <message numerus="yes">
        <source>%n messages have not been sent yet and would be lost.</source>
        <translation>
            <numerusform>%n message has not been sent yet and would be lost.</numerusform>
            <numerusform>%n messages have not been sent yet and would be lost.</numerusform>
        </translation>
    </message>
    <message>
        <source>You can sign in again at any time with your password.</source>
        <translation>You can sign in again at any time with your password.</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Sign out</translation>
    </message>
</context>
<context>
    <name>PasswordForm</name>
    <message>
        <source>Please fill this in.</source>
        <translation>Please fill this in.</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>Changing it signs you out everywhere else.</source>
        <translation>Changing it signs you out everywhere else.</translation>
    </message>
    <message>
        <source>Present password</source>
        <translation>Present password</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>New password</translation>
    </message>
    <message>
        <source>at least 8 characters</source>
        <translation>at least 8 characters</translation>
    </message>
    <message>
        <source>Change password</source>
        <translation>Change password</translation>
    </message>
    <message>
        <source>Your password was changed.</source>
        <translation>Your password was changed.</translation>
    </message>
</context>
<context>
    <name>PersonSheet</name>
    <message>
        <source>Search people</source>
        <translation>Search people</translation>
    </message>
    <message>
        <source>Find somebody</source>
        <translation>Find somebody</translation>
    </message>
    <message>
        <source>Nobody found</source>
        <translation>Nobody found</translation>
    </message>
    <message>
        <source>Type the beginning of a handle, or a name.</source>
        <translation>Type the beginning of a handle, or a name.</translation>
    </message>
</context>
<context>
    <name>PrivacySettings</name>
    <message>
        <source>To others</source>
        <translation>To others</translation>
    </message>
    <message>
        <source>Be invisible</source>
        <translation>Be invisible</translation>
    </message>
    <message>
        <source>Others see you as offline, and not that you look at a chat.</source>
        <translation>Others see you as offline, and not that you look at a chat.</translation>
    </message>
    <message>
        <source>On this screen</source>
        <translation>On this screen</translation>
    </message>
    <message>
        <source>Show what was written in notifications</source>
        <translation>Show what was written in notifications</translation>
    </message>
    <message>
        <source>Whoever looks at your screen can read it there.</source>
        <translation>Whoever looks at your screen can read it there.</translation>
    </message>
</context>
<context>
    <name>RoomsHead</name>
    <message>
        <source>Madang</source>
        <translation>Madang</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>New chat</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Settings</translation>
    </message>
</context>
<context>
    <name>SearchFilters</name>
    <message>
        <source>Where to search</source>
        <translation>Where to search</translation>
    </message>
    <message>
        <source>This chat</source>
        <translation>This chat</translation>
    </message>
    <message>
        <source>All chats</source>
        <translation>All chats</translation>
    </message>
    <message>
        <source>From %1</source>
        <comment>sender</comment>
        <translation>From %1</translation>
    </message>
    <message>
        <source>From anybody</source>
        <translation>From anybody</translation>
    </message>
    <message>
        <source>Before %1</source>
        <comment>date</comment>
        <translation>Before %1</translation>
    </message>
    <message>
        <source>MMM d, yyyy</source>
        <comment>date of a search</comment>
        <translation>MMM d, yyyy</translation>
    </message>
    <message>
        <source>Of any time</source>
        <translation>Of any time</translation>
    </message>
    <message>
        <source>Whose messages?</source>
        <translation>Whose messages?</translation>
    </message>
    <message>
        <source>Before which day?</source>
        <translation>Before which day?</translation>
    </message>
</context>
<context>
    <name>SearchPane</name>
    <message>
        <source>Back</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Close search</source>
        <translation>Close search</translation>
    </message>
    <message>
        <source>Search messages</source>
        <translation>Search messages</translation>
    </message>
    <message>
        <source>Found messages</source>
        <translation>Found messages</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nothing found</translation>
    </message>
    <message>
        <source>Find messages</source>
        <translation>Find messages</translation>
    </message>
    <message>
        <source>Every word that you type has to be in the message. One syllable is enough.</source>
        <translation>Every word that you type has to be in the message. One syllable is enough.</translation>
    </message>
    <message>
        <source>What is only on the server cannot be looked through now.</source>
        <translation>What is only on the server cannot be looked through now.</translation>
    </message>
    <message>
        <source>Try fewer or other words.</source>
        <translation>Try fewer or other words.</translation>
    </message>
    <message>
        <source>Search all chats</source>
        <translation>Search all chats</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Searching…</translation>
    </message>
</context>
<context>
    <name>SearchState</name>
    <message>
        <source>more than %1</source>
        <comment>found messages</comment>
        <translation>more than %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>a found message</comment>
        <translation>%1 of %2</translation>
    </message>
    <message>
        <source>More than %1 found</source>
        <translation>More than %1 found</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <comment>messages</comment>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
    <message>
        <source>Previous found message</source>
        <translation>Previous found message</translation>
    </message>
    <message>
        <source>Next found message</source>
        <translation>Next found message</translation>
    </message>
    <message>
        <source>Searching the server…</source>
        <translation>Searching the server…</translation>
    </message>
    <message>
        <source>Offline: this is what this computer keeps.</source>
        <translation>Offline: this is what this computer keeps.</translation>
    </message>
    <message>
        <source>The server is still going through older messages. Some may be missing.</source>
        <translation>The server is still going through older messages. Some may be missing.</translation>
    </message>
</context>
<context>
    <name>SettingsList</name>
    <message>
        <source>Sections</source>
        <translation>Sections</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Sign out</translation>
    </message>
</context>
<context>
    <name>StorageSettings</name>
    <message>
        <source>Kept on this computer</source>
        <translation>Kept on this computer</translation>
    </message>
    <message>
        <source>Messages that you have read are kept here, so that they are there at once and without a network. The oldest go by themselves past %1.</source>
        <comment>size</comment>
        <translation>Messages that you have read are kept here, so that they are there at once and without a network. The oldest go by themselves past %1.</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>Measuring…</translation>
    </message>
    <message>
        <source>Clearing…</source>
        <translation>Clearing…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages</source>
        <translation>
            <numerusform>%Ln message</numerusform>
            <numerusform>%Ln messages</numerusform>
        </translation>
    </message>
    <message>
        <source>Clear…</source>
        <translation>Clear…</translation>
    </message>
    <message>
        <source>Clear what is kept here?</source>
        <translation>Clear what is kept here?</translation>
    </message>
    <message>
        <source>Messages are fetched from the server again as you read. What you have typed and not sent stays.</source>
        <translation>Messages are fetched from the server again as you read. What you have typed and not sent stays.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Clear</translation>
    </message>
</context>
<context>
    <name>SwitcherSheet</name>
    <message>
        <source>Switch chat</source>
        <translation>Switch chat</translation>
    </message>
    <message>
        <source>Chat or person</source>
        <translation>Chat or person</translation>
    </message>
    <message>
        <source>Chats and people</source>
        <translation>Chats and people</translation>
    </message>
    <message>
        <source>No chats yet</source>
        <translation>No chats yet</translation>
    </message>
    <message>
        <source>Nobody and nothing is called “%1”.</source>
        <translation>Nobody and nothing is called “%1”.</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Searching…</translation>
    </message>
</context>
<context>
    <name>TextSizeSlider</name>
    <message>
        <source>A</source>
        <comment>a letter, small and large</comment>
        <translation>A</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Text size</translation>
    </message>
    <message>
        <source>100 %, as usual</source>
        <translation>100 %, as usual</translation>
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
            <numerusform>Madang: %n unread</numerusform>
            <numerusform>Madang: %n unread</numerusform>
        </translation>
    </message>
    <message>
        <source>Madang</source>
        <translation>Madang</translation>
    </message>
    <message>
        <source>Open Madang</source>
        <translation>Open Madang</translation>
    </message>
    <message>
        <source>No notifications for an hour</source>
        <translation>No notifications for an hour</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quit</translation>
    </message>
</context>
<context>
    <name>madang::client::AppController</name>
    <message>
        <source>This computer has no keychain that can be used. You stay signed in until you close Madang; after that it asks for your password again.</source>
        <translation>This computer has no keychain that can be used. You stay signed in until you close Madang; after that it asks for your password again.</translation>
    </message>
    <message>
        <source>You were signed out, because this session was ended elsewhere.</source>
        <translation>You were signed out, because this session was ended elsewhere.</translation>
    </message>
    <message>
        <source>Your session has expired. Please sign in again.</source>
        <translation>Your session has expired. Please sign in again.</translation>
    </message>
    <message>
        <source>There is no room left on this computer&apos;s disk. Madang goes on, but what you write now may be lost when it closes.</source>
        <translation>There is no room left on this computer&apos;s disk. Madang goes on, but what you write now may be lost when it closes.</translation>
    </message>
    <message>
        <source>This is not a link that Madang understands.</source>
        <translation>This is not a link that Madang understands.</translation>
    </message>
    <message>
        <source>This link leads to another server than the one you are signed in at.</source>
        <translation>This link leads to another server than the one you are signed in at.</translation>
    </message>
    <message>
        <source>This link leads to a room that you are not in.</source>
        <translation>This link leads to a room that you are not in.</translation>
    </message>
    <message>
        <source>%1 was signed out. Choose the account to sign in again.</source>
        <translation>%1 was signed out. Choose the account to sign in again.</translation>
    </message>
</context>
<context>
    <name>Bubble</name>
    <message>
        <source>Message deleted</source>
        <translation>Message deleted</translation>
    </message>
</context>
<context>
    <name>ChosenPeople</name>
    <message>
        <source>Remove %1</source>
        <comment>person</comment>
        <translation>Remove %1</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Message</source>
        <translation>Message</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>Write a message</translation>
    </message>
    <message numerus="yes">
        <source>%n characters too many</source>
        <translation>
            <numerusform>%n character too many</numerusform>
            <numerusform>%n characters too many</numerusform>
        </translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Send</translation>
    </message>
    <message>
        <source>Editing a message</source>
        <translation>Editing a message</translation>
    </message>
    <message>
        <source>Reply to %1</source>
        <translation>Reply to %1</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Reply</translation>
    </message>
    <message>
        <source>Cancel editing</source>
        <translation>Cancel editing</translation>
    </message>
    <message>
        <source>Cancel the reply</source>
        <translation>Cancel the reply</translation>
    </message>
    <message>
        <source>Emoji</source>
        <translation>Emoji</translation>
    </message>
</context>
<context>
    <name>ConfirmSheet</name>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>madang::client::ConversationController</name>
    <message>
        <source>%1 is typing…</source>
        <translation>%1 is typing…</translation>
    </message>
    <message>
        <source>%1 and %2 are typing…</source>
        <translation>%1 and %2 are typing…</translation>
    </message>
    <message numerus="yes">
        <source>%n people are typing…</source>
        <translation>
            <numerusform>%n person is typing…</numerusform>
            <numerusform>%n people are typing…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConversationHeader</name>
    <message numerus="yes">
        <source>%n members</source>
        <translation>
            <numerusform>%n member</numerusform>
            <numerusform>%n members</numerusform>
        </translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Search messages</source>
        <translation>Search messages</translation>
    </message>
    <message>
        <source>Close details</source>
        <translation>Close details</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
</context>
<context>
    <name>ConversationPane</name>
    <message>
        <source>Choose a chat</source>
        <translation>Choose a chat</translation>
    </message>
    <message>
        <source>Or begin a new one: Ctrl+N.</source>
        <translation>Or begin a new one: Ctrl+N.</translation>
    </message>
    <message>
        <source>Delete this message?</source>
        <translation>Delete this message?</translation>
    </message>
    <message>
        <source>It disappears for everybody here. This cannot be undone.</source>
        <translation>It disappears for everybody here. This cannot be undone.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>Files and pictures cannot be sent yet. You can paste or drop text.</source>
        <translation>Files and pictures cannot be sent yet. You can paste or drop text.</translation>
    </message>
    <message>
        <source>Forwarded</source>
        <translation>Forwarded</translation>
    </message>
    <message numerus="yes">
        <source>Forwarded to %n chats</source>
        <translation>
            <numerusform>Forwarded to %n chat</numerusform>
            <numerusform>Forwarded to %n chats</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DateSheet</name>
    <message>
        <source>Go to a date</source>
        <translation>Go to a date</translation>
    </message>
    <message>
        <source>Earlier month</source>
        <translation>Earlier month</translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <comment>month of a calendar</comment>
        <translation>MMMM yyyy</translation>
    </message>
    <message>
        <source>Later month</source>
        <translation>Later month</translation>
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
        <translation>Yesterday</translation>
    </message>
    <message>
        <source>dddd</source>
        <comment>weekday in the room list</comment>
        <translation>dddd</translation>
    </message>
    <message>
        <source>MMM d</source>
        <comment>date in the room list</comment>
        <translation>MMM d</translation>
    </message>
    <message>
        <source>MMM d, yyyy</source>
        <comment>date of another year in the room list</comment>
        <translation>MMM d, yyyy</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>dddd, MMMM d</source>
        <comment>day line</comment>
        <translation>dddd, MMMM d</translation>
    </message>
    <message>
        <source>MMMM d, yyyy</source>
        <comment>day line of another year</comment>
        <translation>MMMM d, yyyy</translation>
    </message>
</context>
<context>
    <name>DayLine</name>
    <message>
        <source>Go to a date</source>
        <translation>Go to a date</translation>
    </message>
</context>
<context>
    <name>DetailsPane</name>
    <message>
        <source>Back</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Close details</source>
        <translation>Close details</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message numerus="yes">
        <source>%n members</source>
        <translation>
            <numerusform>%n member</numerusform>
            <numerusform>%n members</numerusform>
        </translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Members</translation>
    </message>
    <message>
        <source>owner</source>
        <translation>owner</translation>
    </message>
    <message>
        <source>admin</source>
        <translation>admin</translation>
    </message>
    <message>
        <source>Leave the group</source>
        <translation>Leave the group</translation>
    </message>
    <message>
        <source>Leave the group?</source>
        <translation>Leave the group?</translation>
    </message>
    <message>
        <source>You will no longer see what is written in “%1”.</source>
        <translation>You will no longer see what is written in “%1”.</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Leave</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>A handle has %1 to %2 characters: a to z, 0 to 9, _ and a dot. It begins with a letter.</source>
        <translation>A handle has %1 to %2 characters: a to z, 0 to 9, _ and a dot. It begins with a letter.</translation>
    </message>
    <message>
        <source>A password has %1 to %2 characters and is none of the most common ones.</source>
        <translation>A password has %1 to %2 characters and is none of the most common ones.</translation>
    </message>
    <message>
        <source>A name has 1 to %1 characters.</source>
        <translation>A name has 1 to %1 characters.</translation>
    </message>
    <message>
        <source>A group name has 1 to %1 characters.</source>
        <translation>A group name has 1 to %1 characters.</translation>
    </message>
    <message>
        <source>A message has 1 to %1 characters.</source>
        <translation>A message has 1 to %1 characters.</translation>
    </message>
    <message>
        <source>A search has at most %1 characters and %2 words.</source>
        <translation>A search has at most %1 characters and %2 words.</translation>
    </message>
    <message>
        <source>This is no server address. Try something like chat.example.org or 127.0.0.1:8765.</source>
        <translation>This is no server address. Try something like chat.example.org or 127.0.0.1:8765.</translation>
    </message>
    <message>
        <source>The server does not accept this.</source>
        <translation>The server does not accept this.</translation>
    </message>
    <message numerus="yes">
        <source>Too many attempts. Try again in %n second(s).</source>
        <translation>
            <numerusform>Too many attempts. Try again in %n second.</numerusform>
            <numerusform>Too many attempts. Try again in %n seconds.</numerusform>
        </translation>
    </message>
    <message>
        <source>The server cannot be reached. Check its address and your network.</source>
        <translation>The server cannot be reached. Check its address and your network.</translation>
    </message>
    <message>
        <source>There is no connection to the server. Try again later.</source>
        <translation>There is no connection to the server. Try again later.</translation>
    </message>
    <message>
        <source>The handle or the password is wrong.</source>
        <translation>The handle or the password is wrong.</translation>
    </message>
    <message>
        <source>This handle is taken. Choose another one.</source>
        <translation>This handle is taken. Choose another one.</translation>
    </message>
    <message>
        <source>This was changed meanwhile. Look again and retry.</source>
        <translation>This was changed meanwhile. Look again and retry.</translation>
    </message>
    <message>
        <source>You are not allowed to do this.</source>
        <translation>You are not allowed to do this.</translation>
    </message>
    <message>
        <source>This does not exist any more, or not for you.</source>
        <translation>This does not exist any more, or not for you.</translation>
    </message>
    <message>
        <source>This has expired.</source>
        <translation>This has expired.</translation>
    </message>
    <message>
        <source>This is too large to send.</source>
        <translation>This is too large to send.</translation>
    </message>
    <message>
        <source>You have blocked this person.</source>
        <translation>You have blocked this person.</translation>
    </message>
    <message>
        <source>This room is full.</source>
        <translation>This room is full.</translation>
    </message>
    <message>
        <source>Something went wrong on the server. Its administrator can find it as incident %1.</source>
        <translation>Something went wrong on the server. Its administrator can find it as incident %1.</translation>
    </message>
    <message>
        <source>Something went wrong on the server.</source>
        <translation>Something went wrong on the server.</translation>
    </message>
    <message>
        <source>The server and this program do not understand each other.</source>
        <translation>The server and this program do not understand each other.</translation>
    </message>
</context>
<context>
    <name>FailLine</name>
    <message>
        <source>Not sent: %1</source>
        <translation>Not sent: %1</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>Not sent</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Send again</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
</context>
<context>
    <name>Field</name>
    <message>
        <source>Hide password</source>
        <translation>Hide password</translation>
    </message>
    <message>
        <source>Show password</source>
        <translation>Show password</translation>
    </message>
</context>
<context>
    <name>KeysSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Keyboard shortcuts</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>en</source>
        <comment>the code of this very language</comment>
        <translation>en</translation>
    </message>
    <message>
        <source>(%1) Madang</source>
        <comment>unread count</comment>
        <translation>(%1) Madang</translation>
    </message>
    <message>
        <source>Madang</source>
        <translation>Madang</translation>
    </message>
</context>
<context>
    <name>MainPage</name>
    <message>
        <source>Sign out?</source>
        <translation>Sign out?</translation>
    </message>
    <message numerus="yes">
        <source>%n messages have not been sent yet and would be lost.</source>
        <translation>
            <numerusform>%n message has not been sent yet and would be lost.</numerusform>
            <numerusform>%n messages have not been sent yet and would be lost.</numerusform>
        </translation>
    </message>
    <message>
        <source>You can sign in again at any time with your password.</source>
        <translation>You can sign in again at any time with your password.</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Sign out</translation>
    </message>
</context>
<context>
    <name>MessageList</name>
    <message>
        <source>Messages</source>
        <translation>Messages</translation>
    </message>
</context>
<context>
    <name>MessageMenu</name>
    <message>
        <source>Message menu</source>
        <translation>Message menu</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Send again</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Edit</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Copy link</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Reply</translation>
    </message>
    <message>
        <source>Open %1</source>
        <comment>a link</comment>
        <translation>Open %1</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Forward</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Pin</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Unpin</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>Select</translation>
    </message>
    <message>
        <source>Who read it</source>
        <translation>Who read it</translation>
    </message>
    <message>
        <source>Earlier versions</source>
        <translation>Earlier versions</translation>
    </message>
</context>
<context>
    <name>MessageMeta</name>
    <message>
        <source>edited %1</source>
        <comment>time</comment>
        <translation>edited %1</translation>
    </message>
</context>
<context>
    <name>MessageRow</name>
    <message>
        <source>sending</source>
        <translation>sending</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>sent</translation>
    </message>
    <message>
        <source>read</source>
        <translation>read</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>not sent</translation>
    </message>
    <message>
        <source>You</source>
        <translation>You</translation>
    </message>
    <message>
        <source>Message deleted</source>
        <translation>Message deleted</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>edited</translation>
    </message>
    <message>
        <source>Older messages are on the server; you are offline.</source>
        <translation>Older messages are on the server; you are offline.</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>The room has changed</source>
        <translation>The room has changed</translation>
    </message>
    <message>
        <source>Message deleted</source>
        <translation>Message deleted</translation>
    </message>
</context>
<context>
    <name>NewChatSheet</name>
    <message>
        <source>New chat</source>
        <translation>New chat</translation>
    </message>
    <message>
        <source>Kind of chat</source>
        <translation>Kind of chat</translation>
    </message>
    <message>
        <source>One person</source>
        <translation>One person</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Group</translation>
    </message>
    <message>
        <source>Group name</source>
        <translation>Group name</translation>
    </message>
    <message>
        <source>Search people</source>
        <translation>Search people</translation>
    </message>
    <message>
        <source>Find somebody</source>
        <translation>Find somebody</translation>
    </message>
    <message>
        <source>Nobody found</source>
        <translation>Nobody found</translation>
    </message>
    <message>
        <source>Type the beginning of a handle, or a name.</source>
        <translation>Type the beginning of a handle, or a name.</translation>
    </message>
    <message>
        <source>Check the handle with the person: it is written without spaces.</source>
        <translation>Check the handle with the person: it is written without spaces.</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Searching…</translation>
    </message>
    <message>
        <source>Create group</source>
        <translation>Create group</translation>
    </message>
</context>
<context>
    <name>NoticeLine</name>
    <message>
        <source>Dismiss</source>
        <translation>Dismiss</translation>
    </message>
</context>
<context>
    <name>PeopleList</name>
    <message>
        <source>People</source>
        <translation>People</translation>
    </message>
</context>
<context>
    <name>RoomList</name>
    <message>
        <source>Rooms</source>
        <translation>Rooms</translation>
    </message>
</context>
<context>
    <name>RoomRow</name>
    <message>
        <source>You: %1</source>
        <translation>You: %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>sender: last message</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>read</source>
        <translation>read</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>not sent</translation>
    </message>
    <message>
        <source>sending</source>
        <translation>sending</translation>
    </message>
    <message>
        <source>draft: %1</source>
        <translation>draft: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>%n unread</numerusform>
            <numerusform>%n unread</numerusform>
        </translation>
    </message>
    <message>
        <source>typing</source>
        <translation>typing</translation>
    </message>
    <message>
        <source>typing…</source>
        <translation>typing…</translation>
    </message>
    <message>
        <source>%1 typing…</source>
        <comment>names</comment>
        <translation>%1 typing…</translation>
    </message>
    <message>
        <source>Draft: %1</source>
        <translation>Draft: %1</translation>
    </message>
</context>
<context>
    <name>RoomsPane</name>
    <message>
        <source>Search</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>All</source>
        <comment>chats</comment>
        <translation>All</translation>
    </message>
    <message>
        <source>Unread</source>
        <comment>chats</comment>
        <translation>Unread</translation>
    </message>
    <message>
        <source>People</source>
        <comment>chats</comment>
        <translation>People</translation>
    </message>
    <message>
        <source>Groups</source>
        <comment>chats</comment>
        <translation>Groups</translation>
    </message>
    <message>
        <source>No chats yet</source>
        <translation>No chats yet</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>Nothing here</translation>
    </message>
    <message>
        <source>Find somebody by their handle, and say hello.</source>
        <translation>Find somebody by their handle, and say hello.</translation>
    </message>
    <message>
        <source>No chat fits this filter.</source>
        <translation>No chat fits this filter.</translation>
    </message>
    <message>
        <source>Start a chat</source>
        <translation>Start a chat</translation>
    </message>
    <message>
        <source>Loading chats…</source>
        <translation>Loading chats…</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Clear search</source>
        <translation>Clear search</translation>
    </message>
</context>
<context>
    <name>SettingsSheet</name>
    <message>
        <source>Appearance</source>
        <translation>Appearance</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Notifications</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Privacy</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Devices</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Storage</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>General</source>
        <translation>General</translation>
    </message>
    <message>
        <source>About</source>
        <translation>About</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Settings</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Back</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>madang::client::SecurityController</name>
    <message>
        <source>This is not your password.</source>
        <translation>This is not your password.</translation>
    </message>
</context>
<context>
    <name>madang::client::SignInController</name>
    <message>
        <source>This server takes no new accounts.</source>
        <translation>This server takes no new accounts.</translation>
    </message>
    <message>
        <source>This account is here already. Choose it in the list of accounts.</source>
        <translation>This account is here already. Choose it in the list of accounts.</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>Please fill this in.</source>
        <translation>Please fill this in.</translation>
    </message>
    <message>
        <source>A place in the courtyard for you</source>
        <translation>A place in the courtyard for you</translation>
    </message>
    <message>
        <source>The courtyard where people meet</source>
        <translation>The courtyard where people meet</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Handle</source>
        <translation>Handle</translation>
    </message>
    <message>
        <source>3 to 32 of a–z, 0–9, _ and .</source>
        <translation>3 to 32 of a–z, 0–9, _ and .</translation>
    </message>
    <message>
        <source>as in @mina</source>
        <translation>as in @mina</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>at least 8 characters</source>
        <translation>at least 8 characters</translation>
    </message>
    <message>
        <source>Display name</source>
        <translation>Display name</translation>
    </message>
    <message>
        <source>what others see</source>
        <translation>what others see</translation>
    </message>
    <message>
        <source>Create account</source>
        <translation>Create account</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>Here before?</source>
        <translation>Here before?</translation>
    </message>
    <message>
        <source>New here?</source>
        <translation>New here?</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Connecting…</source>
        <translation>Connecting…</translation>
    </message>
    <message numerus="yes">
        <source>Offline · %n waiting to be sent</source>
        <translation>
            <numerusform>Offline · %n waiting to be sent</numerusform>
            <numerusform>Offline · %n waiting to be sent</numerusform>
        </translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>The server is restarting and will be back soon</source>
        <translation>The server is restarting and will be back soon</translation>
    </message>
    <message>
        <source>This account was opened in another window</source>
        <translation>This account was opened in another window</translation>
    </message>
    <message numerus="yes">
        <source>next try in %n s</source>
        <translation>
            <numerusform>next try in %n s</numerusform>
            <numerusform>next try in %n s</numerusform>
        </translation>
    </message>
    <message>
        <source>Use it here</source>
        <translation>Use it here</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Try now</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Loading older messages…</source>
        <translation>Loading older messages…</translation>
    </message>
    <message>
        <source>Loading messages…</source>
        <translation>Loading messages…</translation>
    </message>
    <message>
        <source>Nobody has written here yet</source>
        <translation>Nobody has written here yet</translation>
    </message>
    <message>
        <source>Yours can be the first message.</source>
        <translation>Yours can be the first message.</translation>
    </message>
    <message numerus="yes">
        <source>%n new messages</source>
        <translation>
            <numerusform>%n new message</numerusform>
            <numerusform>%n new messages</numerusform>
        </translation>
    </message>
    <message>
        <source>Back to where you were</source>
        <translation>Back to where you were</translation>
    </message>
</context>
<context>
    <name>ToLatest</name>
    <message>
        <source>To the latest</source>
        <translation>To the latest</translation>
    </message>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>%n unread</numerusform>
            <numerusform>%n unread</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UnreadLine</name>
    <message>
        <source>New messages from here</source>
        <translation>New messages from here</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Madang</source>
        <translation>Madang</translation>
    </message>
</context>
<context>
    <name>NotificationSettings</name>
    <message>
        <source>Quiet until %1.</source>
        <comment>time of day</comment>
        <translation>Quiet until %1.</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Notifications</translation>
    </message>
    <message>
        <source>Muted chats call you only when somebody mentions you.</source>
        <translation>Muted chats call you only when somebody mentions you.</translation>
    </message>
    <message>
        <source>Notify me of new messages</source>
        <translation>Notify me of new messages</translation>
    </message>
    <message>
        <source>Show what was written</source>
        <translation>Show what was written</translation>
    </message>
    <message>
        <source>Otherwise only who and how many.</source>
        <translation>Otherwise only who and how many.</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Sound</translation>
    </message>
    <message>
        <source>Quiet for an hour</source>
        <translation>Quiet for an hour</translation>
    </message>
</context>
<context>
    <name>GeneralSettings</name>
    <message>
        <source>General</source>
        <translation>General</translation>
    </message>
    <message>
        <source>Start when I log in</source>
        <translation>Start when I log in</translation>
    </message>
    <message>
        <source>Keep running in the tray</source>
        <translation>Keep running in the tray</translation>
    </message>
    <message>
        <source>Closing the window does not end Madang; its icon in the tray does.</source>
        <translation>Closing the window does not end Madang; its icon in the tray does.</translation>
    </message>
    <message>
        <source>Enter sends</source>
        <translation>Enter sends</translation>
    </message>
    <message>
        <source>Shift+Enter begins a new line.</source>
        <translation>Shift+Enter begins a new line.</translation>
    </message>
    <message>
        <source>Enter begins a new line; Ctrl+Enter sends.</source>
        <translation>Enter begins a new line; Ctrl+Enter sends.</translation>
    </message>
</context>
<context>
    <name>madang::client::SettingsController</name>
    <message>
        <source>This could not be written. Is the disk full or protected?</source>
        <translation>This could not be written. Is the disk full or protected?</translation>
    </message>
</context>
<context>
    <name>madang::client::NotificationController</name>
    <message>
        <source>Open</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Reply</translation>
    </message>
    <message numerus="yes">
        <source>%n new messages</source>
        <translation>
            <numerusform>%n new message</numerusform>
            <numerusform>%n new messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n before</source>
        <translation>
            <numerusform>… and %n before</numerusform>
            <numerusform>… and %n before</numerusform>
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
        <translation>Forwarded from %1</translation>
    </message>
</context>
<context>
    <name>QuoteWords</name>
    <message>
        <source>Deleted message</source>
        <translation>Deleted message</translation>
    </message>
    <message>
        <source>This message is no longer there</source>
        <translation>This message is no longer there</translation>
    </message>
    <message>
        <source>Message not loaded</source>
        <translation>Message not loaded</translation>
    </message>
</context>
<context>
    <name>MessageWords</name>
    <message>
        <source>Message deleted</source>
        <translation>Message deleted</translation>
    </message>
    <message>
        <source>Forwarded from %1</source>
        <translation>Forwarded from %1</translation>
    </message>
    <message>
        <source>reply to: %1</source>
        <translation>reply to: %1</translation>
    </message>
    <message>
        <source>reply to %1: %2</source>
        <comment>name, words</comment>
        <translation>reply to %1: %2</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>edited</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>pinned</translation>
    </message>
    <message>
        <source>you reacted</source>
        <translation>you reacted</translation>
    </message>
</context>
<context>
    <name>ReactionChips</name>
    <message>
        <source>you reacted</source>
        <translation>you reacted</translation>
    </message>
</context>
<context>
    <name>QuickReactions</name>
    <message>
        <source>React</source>
        <translation>React</translation>
    </message>
    <message>
        <source>More emoji</source>
        <translation>More emoji</translation>
    </message>
    <message>
        <source>React with %1</source>
        <translation>React with %1</translation>
    </message>
    <message>
        <source>you reacted</source>
        <translation>you reacted</translation>
    </message>
</context>
<context>
    <name>ForwardSheet</name>
    <message>
        <source>Forward to</source>
        <translation>Forward to</translation>
    </message>
    <message>
        <source>Search chats</source>
        <translation>Search chats</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>No chat by that name</source>
        <translation>No chat by that name</translation>
    </message>
    <message numerus="yes">
        <source>Forward to %n chats</source>
        <translation>
            <numerusform>Forward to %n chat</numerusform>
            <numerusform>Forward to %n chats</numerusform>
        </translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Forward</translation>
    </message>
</context>
<context>
    <name>ReadersSheet</name>
    <message>
        <source>Read by</source>
        <translation>Read by</translation>
    </message>
    <message>
        <source>Nobody has read it yet</source>
        <translation>Nobody has read it yet</translation>
    </message>
</context>
<context>
    <name>EditsSheet</name>
    <message>
        <source>Earlier versions</source>
        <translation>Earlier versions</translation>
    </message>
    <message>
        <source>Loading earlier versions…</source>
        <translation>Loading earlier versions…</translation>
    </message>
    <message>
        <source>Nothing is kept of what it said before</source>
        <translation>Nothing is kept of what it said before</translation>
    </message>
</context>
<context>
    <name>PinsSheet</name>
    <message>
        <source>Pinned messages</source>
        <translation>Pinned messages</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Unpin</translation>
    </message>
    <message>
        <source>Nothing is pinned here</source>
        <translation>Nothing is pinned here</translation>
    </message>
</context>
<context>
    <name>PinnedBar</name>
    <message>
        <source>Pinned message</source>
        <translation>Pinned message</translation>
    </message>
    <message>
        <source>Pinned message %1 of %2</source>
        <translation>Pinned message %1 of %2</translation>
    </message>
    <message>
        <source>All pinned messages</source>
        <translation>All pinned messages</translation>
    </message>
</context>
<context>
    <name>SelectionBar</name>
    <message>
        <source>Cancel the selection</source>
        <translation>Cancel the selection</translation>
    </message>
    <message numerus="yes">
        <source>%n messages selected</source>
        <translation>
            <numerusform>%n message selected</numerusform>
            <numerusform>%n messages selected</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Forward</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
</context>
<context>
    <name>MessageSheets</name>
    <message>
        <source>Delete this message?</source>
        <translation>Delete this message?</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n messages?</source>
        <translation>
            <numerusform>Delete %n message?</numerusform>
            <numerusform>Delete %n messages?</numerusform>
        </translation>
    </message>
    <message>
        <source>It disappears for everybody here. This cannot be undone.</source>
        <translation>It disappears for everybody here. This cannot be undone.</translation>
    </message>
    <message>
        <source>They disappear for everybody here. This cannot be undone.</source>
        <translation>They disappear for everybody here. This cannot be undone.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
</context>
<context>
    <name>ComposerField</name>
    <message>
        <source>Message</source>
        <translation>Message</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>Write a message</translation>
    </message>
</context>
<context>
    <name>PeopleCompletion</name>
    <message>
        <source>%1, @%2, %3 of %4</source>
        <comment>name, handle, place, how many</comment>
        <translation>%1, @%2, %3 of %4</translation>
    </message>
    <message>
        <source>Members to mention</source>
        <translation>Members to mention</translation>
    </message>
</context>
<context>
    <name>EmojiPicker</name>
    <message>
        <source>Used last</source>
        <translation>Used last</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>Faces</translation>
    </message>
    <message>
        <source>People</source>
        <translation>People</translation>
    </message>
    <message>
        <source>Nature</source>
        <translation>Nature</translation>
    </message>
    <message>
        <source>Food</source>
        <translation>Food</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Places</translation>
    </message>
    <message>
        <source>Activities</source>
        <translation>Activities</translation>
    </message>
    <message>
        <source>Things</source>
        <translation>Things</translation>
    </message>
    <message>
        <source>Signs</source>
        <translation>Signs</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>Flags</translation>
    </message>
    <message>
        <source>Emoji</source>
        <translation>Emoji</translation>
    </message>
    <message>
        <source>Search emoji</source>
        <translation>Search emoji</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Groups</translation>
    </message>
    <message>
        <source>No emoji by that name</source>
        <translation>No emoji by that name</translation>
    </message>
    <message>
        <source>What you pick will be kept here</source>
        <translation>What you pick will be kept here</translation>
    </message>
</context>
<context>
    <name>AccountButton</name>
    <message>
        <source>Account of %1</source>
        <comment>name</comment>
        <translation>Account of %1</translation>
    </message>
    <message numerus="yes">
        <source>%n unread in other accounts</source>
        <translation>
            <numerusform>%n unread in other accounts</numerusform>
            <numerusform>%n unread in other accounts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AccountsMenu</name>
    <message>
        <source>Accounts</source>
        <translation>Accounts</translation>
    </message>
    <message>
        <source>Add account</source>
        <translation>Add account</translation>
    </message>
</context>
<context>
    <name>AccountRow</name>
    <message>
        <source>Signed out</source>
        <translation>Signed out</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Connecting…</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>%n unread</numerusform>
            <numerusform>%n unread</numerusform>
        </translation>
    </message>
    <message>
        <source>shown now</source>
        <comment>an account</comment>
        <translation>shown now</translation>
    </message>
</context>
<context>
    <name>OtherAccounts</name>
    <message>
        <source>Back</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Remove this account</source>
        <translation>Remove this account</translation>
    </message>
    <message>
        <source>Remove this account?</source>
        <translation>Remove this account?</translation>
    </message>
    <message>
        <source>What you wrote and did not send goes with it. What lies on the server stays, and you can sign in again at any time.</source>
        <translation>What you wrote and did not send goes with it. What lies on the server stays, and you can sign in again at any time.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remove</translation>
    </message>
</context>
<context>
    <name>LanguageChoice</name>
    <message>
        <source>Language</source>
        <translation>Language</translation>
    </message>
</context>
<context>
    <name>RoomChoices</name>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
</context>
<context>
    <name>EmojiTabs</name>
    <message>
        <source>Groups</source>
        <translation>Groups</translation>
    </message>
</context>
<context>
    <name>EmojiGrid</name>
    <message>
        <source>Emoji</source>
        <translation>Emoji</translation>
    </message>
</context>
<context>
    <name>QuickReaction</name>
    <message>
        <source>More emoji</source>
        <translation>More emoji</translation>
    </message>
    <message>
        <source>React with %1</source>
        <translation>React with %1</translation>
    </message>
    <message>
        <source>you reacted</source>
        <translation>you reacted</translation>
    </message>
</context>
<context>
    <name>PinList</name>
    <message>
        <source>Unpin</source>
        <translation>Unpin</translation>
    </message>
</context>
<context>
    <name>ComposerBanner</name>
    <message>
        <source>Editing a message</source>
        <translation>Editing a message</translation>
    </message>
    <message>
        <source>Reply to %1</source>
        <translation>Reply to %1</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Reply</translation>
    </message>
    <message>
        <source>Cancel editing</source>
        <translation>Cancel editing</translation>
    </message>
    <message>
        <source>Cancel the reply</source>
        <translation>Cancel the reply</translation>
    </message>
</context>
</TS>
