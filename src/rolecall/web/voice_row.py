"""The microphone, its level and its words below the answer's box; the button that reads a question aloud."""

_MICROPHONE = (
    '<svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><path fill="none" '
    'stroke="currentColor" stroke-width="1.5" stroke-linecap="round" d="M8 1.75a2 2 0 0 1 2 2v4a2 2 0 0 1-4 '
    '0v-4a2 2 0 0 1 2-2zM3.75 7.5a4.25 4.25 0 0 0 8.5 0M8 11.75v2.5"/></svg>'
)
READ = (
    '<div class="voice-read"><button type="button" class="tool" data-voice="read" aria-pressed="false">'
    'Hear it</button><label class="voice-always"><input type="checkbox" data-voice="aloud"> Always read '
    "aloud</label></div>"
)
"""Between the question and the box."""
SPEAK = (
    '<button type="button" class="quiet voice-speak" data-voice="speak" aria-pressed="false" '
    f'aria-describedby="voice-how">{_MICROPHONE}<span>Speak</span></button>'
    '<span class="hidden-words" id="voice-how">Hold to talk, or press once and press again when you are '
    "done. What you say is written into the box, where you can change it.</span>"
    '<span class="voice-live" id="voice-live" hidden><span class="voice-level" aria-hidden="true"><i></i>'
    "</span><b>0:00</b></span>"
)
"""Beside Send."""
TOLD = (
    '<p class="voice-told soft" id="voice-told" role="status" aria-live="polite"></p>'
    '<p class="voice-facts soft" id="voice-facts"></p>'
)
"""Below the box: what voice is doing, and the facts of what was spoken."""
