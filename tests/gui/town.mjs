// The people and talk of the pictures: Korean and English, short and long, read and unread. Later ones are newer.
export const people = {
    mina: '미나', jun: 'Jun Park', seoyeon: '서연', daniel: 'Daniel Weber', haneul: '하늘', grandma: '할머니',
    tobias: 'Tobias', jiwoo: '지우', claire: 'Claire Dubois', minho: '민호',
};

export const groups = [
    { title: 'Allotment garden', members: ['tobias', 'mina', 'claire'], lines: [
        ['tobias', 'The water is back on. Please close the tap behind the shed when you leave.'],
        ['claire', 'Thank you! The tomatoes were already looking at me reproachfully 🍅', { readBy: ['mina', 'tobias'] }],
    ] },
    { title: '한강 러닝 크루', members: ['minho', 'mina', 'jiwoo', 'haneul', 'daniel'], lines: [
        ['minho', '토요일 아침 7시, 여의나루역 2번 출구에서 모여요. 8km 천천히 뜁니다.'],
        ['jiwoo', '저 갈게요! 🏃‍♀️'],
        ['daniel', 'I am in. Is there somewhere to leave a bag?'],
        ['haneul', '역 안에 물품 보관함 있어요. 작은 건 2,000원이에요.'],
        ['minho', '비 오면 일요일로 미룰게요. 금요일 저녁에 다시 말씀드릴게요.'],
    ] },
    { title: '우리 가족', members: ['grandma', 'mina', 'seoyeon', 'minho'], lines: [
        ['grandma', '이번 주말에 김장한다. 다들 올 수 있지?'],
        ['seoyeon', '네 할머니! 토요일 오전에 도착해요.'],
        ['mina', '저는 금요일 밤에 가서 배추 절이는 것부터 도울게요 🥬'],
        ['minho', '고춧가루는 제가 사 갈게요. 몇 근이면 될까요?'],
        ['grandma', '다섯 근이면 넉넉하다. 너무 매운 걸로 사지 말고.', { readBy: ['mina', 'seoyeon', 'minho'] }],
    ] },
    { title: 'Courtyard design', members: ['mina', 'jun', 'claire', 'daniel', 'seoyeon'], lines: [
        ['claire', 'Morning, all. I put the new plan on the table by the window.'],
        ['daniel', 'Looked at it: I like that the gate now faces the old ginkgo. What about the bench?',
            { pinnedBy: 'mina', reactions: [['mina', '👍'], ['claire', '👍'], ['seoyeon', '🌳']] }],
        ['mina', '벤치는 은행나무 아래가 좋겠어요. 오후에 그늘이 지거든요.'],
        ['mina', 'The bench should stand under the ginkgo: it has shade in the afternoon.'],
        ['jun', 'Agreed. Then the lamp can move to the corner, and the path stays **one and a half** metres wide.',
            { answers: 'The bench', reactions: [['daniel', '❤️'], ['mina', '❤️']] }],
        ['claire', 'Here is what is left to decide: the stone for the path, whether the water basin gets a lid in winter, and who waters the pots in August. I would take the light granite; it is dear, but it will still be there when we are not.'],
        ['seoyeon', '밝은 화강암에 한 표! 그리고 8월 화분은 제가 맡을게요. 마침 휴가가 9월이라서요.', { readBy: ['mina'] }],
        ['daniel', 'Then it is settled. `granite-light-2` it is.'],
        ['jun', 'The list for the stonemason:\n```\ngranite-light-2   34 m²\nedging           41 m\n```\n> and the *old* steps stay\n@mina could you send it?'],
        ['jun', '👏👏'],
    ] },
];

export const direct = [
    { between: ['mina', 'daniel'], lines: [
        ['daniel', 'Could you send me the address again?'],
        ['mina', '12 Samcheong-ro, the blue gate', { readBy: ['daniel'] }],
        ['daniel', 'Found it, thanks!', { readBy: ['mina'] }],
    ] },
    { between: ['mina', 'haneul'], lines: [
        ['haneul', '혹시 어제 두고 간 우산 보셨어요? 손잡이가 나무예요.'],
    ] },
    { between: ['mina', 'claire'], lines: [
        ['mina', 'Are you still at the office?'],
        ['claire', 'Sent to the wrong window', { deleted: true, readBy: ['mina'] }],
    ] },
    { between: ['mina', 'jun'], lines: [
        ['jun', 'Hi Mina! Are we still on for tomorrow?'],
        ['mina', '응, 그럼! 내일 일곱 시에 봐 👋'],
        ['mina', '장소는 늘 가던 데로 할까?'],
        ['jun', 'The usual place is closed on Mondays, I think. How about the noodle house by the stream? They open till ten, and it is quieter.'],
        ['mina', '좋아! 거기 칼국수 맛있더라. 내가 자리 잡아 둘게.', { edit: '좋아! 거기 칼국수 정말 맛있더라. 내가 창가에 자리 잡아 둘게.' }],
        ['jun', 'You are the best'],
        ['jun', 'I will bring the book you lent me: https://example.org/books/the-courtyard', { readBy: ['mina'] }],
        ['mina', '오, 벌써 다 읽었어? 어땠어?'],
        ['jun', 'Could not put it down. The last chapter, though… we need to talk about the last chapter.', { readBy: ['mina'] }],
        ['mina', '😂 그럼 내일 다 듣자. 일곱 시!', { answers: 'Could not', readBy: ['jun'], reactions: [['jun', '😂']] }],
    ] },
];
