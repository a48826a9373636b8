"""What the synthetic voices say: our own sentences, in the manner of spoken answers."""

SENTENCES = """
In my last job I was the only person who knew how the billing worked.
We had three weeks to ship, and nobody had written a single test.
So I asked the team what they would do if the deadline were tomorrow.
The first thing I learned was to listen before I spoke.
Our customers were waiting for up to forty minutes on the phone.
I split the problem into four parts and gave each one an owner.
Honestly, it took me two tries to get that right.
What changed was the way we measured success.
My manager disagreed, and I showed her the numbers.
She thought about it overnight and said yes.
After six months the error rate had dropped by half.
If I could do it again, I would start with the users.
That project taught me to ask for help early.
The server failed on a Friday evening, just before the sale.
I called everyone into one room and we wrote down the facts.
We chose the boring option because it was easy to undo.
It was a small change, but it saved an hour every day.
There were two choices, and both of them were risky.
I like working with people who tell me when I am wrong.
Because the schedule was fixed, we cut the scope.
The budget was smaller than a single salary.
Thanks to that, the launch went without a hitch.
I kept a list of questions and answered one each morning.
Somebody had to talk to the supplier, so I went.
By spring we were delivering twice a week.
The hardest part was telling them that we would be late.
They were surprised, but they respected the honesty.
Nobody noticed the switch, which was exactly the point.
I am good at turning vague wishes into a plan.
My weakness is that I sometimes explain too much.
Why this company? Because your product fixes a thing I hate.
Yes. No. Perhaps. It depends on the risk.
Fresh fish was shipped to six shops each Thursday.
Peter kept back a pack of cheap black tape.
Who else saw the failure before the statistics showed it?
Let me think about that for a second.
""".strip().splitlines()
