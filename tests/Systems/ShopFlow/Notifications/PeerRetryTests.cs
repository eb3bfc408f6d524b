using Shouldly;
using Tracker.Systems.ShopFlow.Notifications.OrderMessages;

namespace Tracker.Tests.Systems.ShopFlow.Notifications;

/// <summary>notification-service retries a peer once before messages wait.</summary>
public sealed class PeerRetryTests
{
    private const string Jane =
        """{"id": "d4e5f6a7-b8c9-0123-def0-123456789abc", "email": "jane@example.com", "first_name": "Jane", "last_name": "Doe", "phone": null}""";

    [Theory]
    [InlineData("503 200", null)]
    [InlineData("reset 200", null)]
    [InlineData("cut 200", null)]
    [InlineData("503 503", "auth-service answered 503")]
    [InlineData("reset*", "auth-service broke the connection")]
    [InlineData("cut cut", "auth-service broke the connection")]
    [InlineData("reset!", "auth-service cannot be reached")]
    [InlineData("500 200", "auth-service answered 500")]
    [InlineData("503 silence", "auth-service did not answer within 2 s")]
    public async Task A_single_failure_of_a_peer_delays_no_message(string steps, string? away)
    {
        await using var server = ScriptedPeer.Of(steps, Jane);
        using var users = new UserPeer(new Uri(server.Url, "/"), () => "token");

        var answer = await users.FindAsync(Guid.Parse("d4e5f6a7-b8c9-0123-def0-123456789abc"), CancellationToken.None);

        answer.Succeeded(out var jane, out var problem);
        (jane?.FirstName, problem?.Reason).ShouldBe((away is null ? "Jane" : null, away));
    }
}
