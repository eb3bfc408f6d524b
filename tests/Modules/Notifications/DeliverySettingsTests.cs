using Shouldly;
using Tracker.Modules.Notifications;
using Tracker.Modules.Notifications.Delivery;
using Tracker.Platform.Settings;
using Tracker.Tests.TestKit.Delivery;

namespace Tracker.Tests.Modules.Notifications;

public sealed class DeliverySettingsTests
{
    private const string Key = "AWS_ACCESS_KEY_ID=AKIA AWS_SECRET_ACCESS_KEY=hunter2";

    [Theory]
    [InlineData("", "files in the folder /data/shop/mail")]
    [InlineData("AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=AKIA", "files in the folder /data/shop/mail")]
    [InlineData(
        $"AWS_SES_REGION=us-east-1 AWS_SES_FROM_EMAIL=a@b.example {Key}",
        "Amazon SES in us-east-1 at https://email.us-east-1.amazonaws.com, from a@b.example")]
    [InlineData(
        $"AWS_SES_REGION=us-east-1 AWS_SES_FROM_EMAIL=a@b.example {Key} SMTP_URL=smtp://m.example",
        "Amazon SES in us-east-1 at https://email.us-east-1.amazonaws.com, from a@b.example")]
    [InlineData(
        $"AWS_SES_REGION=r-1 AWS_SES_FROM_EMAIL=a@b.example {Key} AWS_ENDPOINT_URL=http://any:1",
        "Amazon SES in r-1 at http://any:1, from a@b.example")]
    [InlineData(
        $"AWS_SES_REGION=r-1 AWS_SES_FROM_EMAIL=a@b.example {Key} AWS_ENDPOINT_URL=http://any:1 AWS_ENDPOINT_URL_SESV2=http://ses:2",
        "Amazon SES in r-1 at http://ses:2, from a@b.example")]
    [InlineData(
        "SMTP_URL=smtp://u:hunter2@m.example SMTP_FROM=a@b.example AWS_SES_FROM_EMAIL=c@d.example",
        "the mail server smtp://m.example:25 (unencrypted), from a@b.example")]
    [InlineData(
        "SMTP_URL=smtp://u:hunter2@m.example?starttls=true AWS_SES_FROM_EMAIL=c@d.example",
        "the mail server smtp://m.example:587?starttls=true, from c@d.example")]
    public void The_variables_choose_the_sender_of_e_mails(string variables, string place)
    {
        var settings = Settings(variables);

        var make = settings.EmailSender("/data/shop");

        settings.ThrowIfInvalid();
        make().Place.ShouldBe(place);
    }

    [Theory]
    [InlineData("", "files in the folder /data/shop/sms")]
    [InlineData(
        "TWILIO_ACCOUNT_SID=AC1 TWILIO_AUTH_TOKEN=hunter2 TWILIO_FROM_NUMBER=+15550001234",
        "Twilio at https://api.twilio.com, from +15550001234")]
    [InlineData(
        "TWILIO_ACCOUNT_SID=AC1 TWILIO_AUTH_TOKEN=hunter2 TWILIO_FROM_NUMBER=+15550001234 TWILIO_BASE_URL=http://t:3/",
        "Twilio at http://t:3, from +15550001234")]
    public void The_variables_choose_the_sender_of_text_messages(string variables, string place)
    {
        var settings = Settings(variables);

        var make = settings.SmsSender("/data/shop");

        settings.ThrowIfInvalid();
        make().Place.ShouldBe(place);
    }

    [Theory]
    [InlineData("AWS_SES_REGION=us-east-1", "AWS_SES_FROM_EMAIL AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY")]
    [InlineData("AWS_SES_FROM_EMAIL=a@b.example", "AWS_SES_REGION AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY")]
    [InlineData($"AWS_SES_REGION=evil.example/ AWS_SES_FROM_EMAIL=hunter2 {Key}", "AWS_SES_REGION AWS_SES_FROM_EMAIL")]
    [InlineData($"AWS_SES_REGION=r AWS_SES_FROM_EMAIL=a@b.example {Key} AWS_ENDPOINT_URL_SESV2=ftp://x", "AWS_ENDPOINT_URL_SESV2")]
    [InlineData("SMTP_URL=smtp://m.example", "SMTP_FROM")]
    [InlineData("SMTP_FROM=a@b.example", "SMTP_URL")]
    [InlineData("SMTP_URL=smtp://u:hunter2@m.example?tls SMTP_FROM=nobody", "SMTP_URL SMTP_FROM")]
    [InlineData("TWILIO_ACCOUNT_SID=AC1", "TWILIO_AUTH_TOKEN TWILIO_FROM_NUMBER")]
    [InlineData("TWILIO_AUTH_TOKEN=hunter2", "TWILIO_ACCOUNT_SID TWILIO_FROM_NUMBER")]
    [InlineData("TWILIO_FROM_NUMBER=+1 TWILIO_ACCOUNT_SID=AC1 TWILIO_AUTH_TOKEN=hunter2 TWILIO_BASE_URL=t", "TWILIO_BASE_URL")]
    public void An_incomplete_provider_is_refused_with_its_missing_variables(string variables, string named)
    {
        var settings = Settings(variables);
        settings.EmailSender("/data/shop");
        settings.SmsSender("/data/shop");

        var problems = Should.Throw<SettingsException>(settings.ThrowIfInvalid).Problems;

        problems.Select(problem => problem.Split(' ', ':')[0]).ShouldBe(named.Split(' '), ignoreOrder: true);
        problems.ShouldAllBe(problem => !problem.Contains("hunter2"));
    }

    [Fact]
    public async Task The_settings_of_the_fakes_reach_the_fakes()
    {
        await using var ses = new FakeSes();
        await using var twilio = new FakeTwilio();
        var settings = new ServiceSettings(ses.Settings.Concat(twilio.Settings).ToDictionary());
        var (email, sms) = (settings.EmailSender("/data/shop")(), settings.SmsSender("/data/shop")());

        (await email.SendAsync(new Email(Guid.NewGuid(), "jane@shop.example", "s", "h", "t"), default)).Status.ShouldBe(SendStatus.Sent);
        (await sms.SendAsync(new Sms(Guid.NewGuid(), "+15551234567", "t"), default)).Status.ShouldBe(SendStatus.Sent);

        (ses.Accepted.Count, twilio.Accepted.Count).ShouldBe((1, 1));
    }

    private static ServiceSettings Settings(string variables) =>
        new(variables.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]));
}
