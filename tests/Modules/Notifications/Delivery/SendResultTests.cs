using Shouldly;
using Tracker.Modules.Notifications.Delivery;

namespace Tracker.Tests.Modules.Notifications.Delivery;

public sealed class SendResultTests
{
    [Fact]
    public void A_reason_is_truncated_between_characters()
    {
        SendResult.Failed(new string('x', 2000)).Detail.Length.ShouldBe(1000);
        SendResult.Rejected(new string('x', 999) + "🎉").Detail.ShouldBe(new string('x', 999));
        SendResult.Sent(new string('x', 254) + "🎉").Detail.ShouldBe(new string('x', 254));
    }

    [Fact]
    public void A_reason_is_one_line() => SendResult.Failed("one\r\ntwo\0\u001b[31mthree\n").Detail.ShouldBe("one  two  [31mthree");
}
