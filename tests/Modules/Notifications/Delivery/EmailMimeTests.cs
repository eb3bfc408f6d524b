using System.Runtime.CompilerServices;
using MimeKit;
using Shouldly;
using Tracker.Modules.Notifications.Delivery;

namespace Tracker.Tests.Modules.Notifications.Delivery;

public sealed class EmailMimeTests
{
    private readonly MailboxAddress sender = new("Shop", "shop@example.com");

    [Fact]
    public void The_shared_sender_does_not_keep_messages_alive()
    {
        var message = Build();

        GC.Collect();
        GC.WaitForPendingFinalizers();

        message.IsAlive.ShouldBeFalse();
        GC.KeepAlive(sender);
    }

    // Not inlined, so that no local variable holds the message.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference Build()
    {
        var email = new Email(Guid.NewGuid(), "anna@example.com", "Hello", "Hello", "<p>Hello</p>");
        using var message = EmailMime.Of(email, sender, "<1@localhost>", DateTimeOffset.UnixEpoch);
        return new WeakReference(message);
    }
}
