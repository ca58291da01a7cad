<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
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
    <name>EditBanner</name>
    <message>
        <source>Editing a message</source>
        <translation>Editing a message</translation>
    </message>
    <message>
        <source>Cancel editing</source>
        <translation>Cancel editing</translation>
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
    <message>
        <source>Find a chat</source>
        <translation>Find a chat</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>New chat</translation>
    </message>
    <message>
        <source>Previous or next chat</source>
        <translation>Previous or next chat</translation>
    </message>
    <message>
        <source>Previous or next unread chat</source>
        <translation>Previous or next unread chat</translation>
    </message>
    <message>
        <source>Edit my last message (in an empty field)</source>
        <translation>Edit my last message (in an empty field)</translation>
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
        <source>Settings</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>This list</translation>
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
        <source>Select messages</source>
        <translation>Select messages</translation>
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
        <source>Signed in as %1</source>
        <translation>Signed in as %1</translation>
    </message>
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
        <source>No chat is called “%1”.</source>
        <translation>No chat is called “%1”.</translation>
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
        <source>Settings</source>
        <translation>Settings</translation>
    </message>
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
        <source>Language</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>System language</source>
        <translation>System language</translation>
    </message>
    <message>
        <source>Madang %1</source>
        <comment>version</comment>
        <translation>Madang %1</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Sign out</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>madang::client::SignInController</name>
    <message>
        <source>This server takes no new accounts.</source>
        <translation>This server takes no new accounts.</translation>
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
        <source>Notifications</source>
        <translation>Notifications</translation>
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
        <source>Sound</source>
        <translation>Sound</translation>
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
</context>
</TS>
