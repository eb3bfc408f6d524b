using System.Text.Json.Nodes;
using Shouldly;
using Tracker.Platform.Security;
using Tracker.Platform.Security.Tokens;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Hosting;

public sealed class RenewedServiceTokenTests
{
    private static readonly SigningKeys Keys = new(new Secret("a secret of thirty-two bytes or more"));
    private readonly StoppedClock clock = new();

    [Fact]
    public void The_token_has_exactly_the_documented_claims()
    {
        var payload = Token().Current().Split('.')[1];

        var claims = JsonNode.Parse(
            Convert.FromBase64String(payload.Replace('-', '+').Replace('_', '/').PadRight((payload.Length + 3) / 4 * 4, '=')))!.AsObject();

        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        JsonNode.DeepEquals(
            claims, new JsonObject { ["sub"] = "order-service", ["role"] = "service", ["iat"] = now, ["exp"] = now + (24 * 60 * 60) })
            .ShouldBeTrue($"{claims}");
    }

    [Fact]
    public void The_token_is_renewed_after_half_its_lifetime()
    {
        var token = Token();
        var first = token.Current();

        clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1));
        token.Current().ShouldBe(first);
        clock.Advance(TimeSpan.FromSeconds(1));

        token.Current().ShouldNotBe(first);
    }

    [Fact]
    public void The_token_stays_valid_after_the_clock_moves_back()
    {
        var token = Token();
        var verifier = new JwtVerifier(Keys, clock);

        foreach (var hours in new[] { 0, 11, 5, 30, 100, -80, 7 })
        {
            clock.Advance(TimeSpan.FromHours(hours));
            verifier.TryVerify(token.Current(), out _).ShouldBeTrue($"after {hours} hours more");
        }
    }

    private RenewedServiceToken Token() => new(new JwtIssuer(Keys, clock), "order-service", clock);
}
