using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Shouldly;
using Tracker.Platform.Peers;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Peers;

public sealed class PeerClientTests
{
    private static readonly JsonTypeInfo<Thing> Form = (JsonTypeInfo<Thing>)JsonSerializerOptions.Default.GetTypeInfo(typeof(Thing));

    [Fact]
    public async Task A_200_gives_the_value()
    {
        await using var peer = new AnsweringPeer(200, """{"Name": "Lamp"}""");

        (await AskAsync(peer.Url)).Succeeded(out var thing, out _).ShouldBeTrue();

        thing!.Name.ShouldBe("Lamp");
    }

    [Theory]
    [InlineData(404, """{"error": {"code": "THING_NOT_FOUND"}}""", PeerFailure.NotFound, "things answered 404 with THING_NOT_FOUND")]
    [InlineData(404, """{"detail": "THING_NOT_FOUND"}""", PeerFailure.NotFound, "things answered 404 with THING_NOT_FOUND")]
    [InlineData(404, """{"detail": 1}""", PeerFailure.Refused, """things answered 404 without THING_NOT_FOUND: {"detail": 1}""")]
    [InlineData(404, """{"detail": "No"}""", PeerFailure.Refused, """things answered 404 without THING_NOT_FOUND: {"detail": "No"}""")]
    [InlineData(404, "404 page\r\nnot found", PeerFailure.Refused, "things answered 404 without THING_NOT_FOUND: 404 page not found")]
    [InlineData(401, "{}", PeerFailure.Refused, "things answered 401")]
    [InlineData(503, "{}", PeerFailure.Refused, "things answered 503")]
    [InlineData(200, "null", PeerFailure.Unreadable, "things answered null")]
    [InlineData(200, "[]", PeerFailure.Unreadable, "things answered with an unreadable body")]
    [InlineData(200, """{"Name": "A name too long for the client"}""", PeerFailure.Unreadable, "things answered more than 40 bytes")]
    public async Task Any_other_answer_is_one_of_the_failures(int status, string body, PeerFailure failure, string reason)
    {
        await using var peer = new AnsweringPeer(status, body);

        (await AskAsync(peer.Url)).Succeeded(out _, out var problem).ShouldBeFalse();

        (problem!.Failure, problem.Reason).ShouldBe((failure, reason));
    }

    [Fact]
    public async Task A_peer_without_a_listener_is_away()
    {
        (await AskAsync(new Uri($"http://127.0.0.1:{FreePort.Take()}"))).Succeeded(out _, out var problem).ShouldBeFalse();

        (problem!.Failure, problem.Reason).ShouldBe((PeerFailure.Away, "things cannot be reached"));
    }

    [Fact]
    public void A_request_as_text_hides_its_token() =>
        new PeerRequest(HttpMethod.Get, "things/1", "secret").ToString().ShouldBe("GET things/1");

    private static async Task<PeerAnswer<Thing>> AskAsync(Uri address)
    {
        using var client = new PeerClient("things", address, maxBytes: 40);
        return await client.AskAsync(new PeerRequest(HttpMethod.Get, "things/1", "token") { NotFound = "THING_NOT_FOUND" }, Form, default);
    }

    private sealed record Thing(string Name);
}
