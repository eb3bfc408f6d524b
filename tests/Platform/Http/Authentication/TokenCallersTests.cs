using Shouldly;
using Tracker.Platform.Http.Authentication;
using Tracker.Tests.Platform.Security;

namespace Tracker.Tests.Platform.Http.Authentication;

public sealed class TokenCallersTests
{
    [Fact]
    public async Task A_signed_token_alone_names_the_caller()
    {
        var callers = new TokenCallers(TokenForge.Verifier(), claims => new Caller(claims.Subject, claims.Email, claims.Role));

        (await callers.IdentifyAsync(TokenForge.Sign(TokenForge.GoodPayload), default)).ShouldBe(new Caller("a1b2", null, null));
    }

    [Fact]
    public async Task A_caller_that_is_not_found_is_nobody()
    {
        var callers = new TokenCallers(TokenForge.Verifier(), (_, _) => ValueTask.FromResult<Caller?>(null));

        (await callers.IdentifyAsync(TokenForge.Sign(TokenForge.GoodPayload), default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_forged_token_is_looked_up_nowhere()
    {
        var callers = new TokenCallers(TokenForge.Verifier(), _ => throw new InvalidOperationException("The token was believed."));

        (await callers.IdentifyAsync(TokenForge.Sign(TokenForge.GoodPayload, key: new string('x', 32)), default)).ShouldBeNull();
    }

    [Fact]
    public void A_numeric_subject_is_the_number_of_the_user() => new Caller("42", null, null).UserNumber.ShouldBe(42);
}
