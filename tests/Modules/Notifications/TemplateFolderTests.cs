using HandlebarsDotNet.Compiler;
using Shouldly;
using Tracker.Modules.Notifications.Templates;

namespace Tracker.Tests.Modules.Notifications;

public sealed class TemplateFolderTests
{
    private static readonly TemplateFolder Folder = TemplateFolder.Embedded(typeof(TemplateFolderTests).Assembly, "Notifications.Samples");

    [Fact]
    public void HTML_is_escaped() =>
        Folder.Render("hello.html", new { Name = "<b a=\"1\">'&" }).ShouldBe("<p>&lt;b a&#x3D;&quot;1&quot;&gt;&#x27;&amp;</p>\n");

    [Fact]
    public void Text_is_not_escaped() => Folder.Render("hello.txt", new { Name = "<b>'&" }).ShouldBe("Hello <b>'&\n");

    [Fact]
    public void Templates_include_other_templates_of_the_same_format() =>
        Folder.Render("letter.txt", new { Name = "Ann" }).ShouldBe("Hello Ann\nBye\n");

    [Theory]
    [InlineData("hello.txt")]
    [InlineData("letter.txt")]
    [InlineData("maybe.txt")]
    public void A_value_missing_from_the_model_is_an_error(string template) =>
        Should.Throw<Exception>(() => Folder.Render(template, new { Nom = "Ann" }))
            .GetBaseException().ShouldBeOfType<HandlebarsUndefinedBindingException>();

    [Fact]
    public void A_null_value_renders_as_nothing() => Folder.Render("hello.txt", new { Name = (string?)null }).ShouldBe("Hello \n");

    [Fact]
    public void A_folder_without_templates_is_an_error() =>
        Should.Throw<InvalidOperationException>(
            () => TemplateFolder.Embedded(typeof(TemplateFolderTests).Assembly, "Notifications.Nowhere"));
}
